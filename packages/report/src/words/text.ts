/** @file Text of unknown origin, such as error messages and renderer names, made fit for one line of a known width. */

import stringWidth from 'string-width'

/** On one line, without the control characters (colours of a terminal, say) that would spoil it. */
export const oneLine = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex -- they are what it is about
    .replace(/\u001b\[[0-9;]*[A-Za-z]/g, '')
    // oxlint-disable-next-line no-control-regex
    .replace(/[\s\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufffe\uffff]+/g, ' ')
    .trim()

export const pad = (text: string, width: number, left: boolean): string => {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)))
  return left ? text + space : space + text
}

/** The text, or as much of it as fits with an ellipsis, by any measure of width that grows with the text. */
export function shorten(text: string, width: number, measure: (text: string) => number = stringWidth): string {
  // A text of unknown length is not measured whole, for the time that would take: so much of it is more than enough.
  const kept = characters(text.slice(0, 10 * Math.max(width, 10)))
  if (text.length === kept.join('').length && measure(text) <= width) return text
  const cut = (count: number) => `${kept.slice(0, count).join('').trimEnd()}…`
  let [fits, tooMany] = [0, kept.length + 1]
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1
    if (measure(cut(middle)) <= width) fits = middle
    else tooMany = middle
  }
  return cut(fits)
}

/** Lines no wider than `width`, broken at spaces, though not between a number and its unit; a longer word is cut. */
export function wrap(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = []
  for (const word of oneLine(text).split(/(?<!≈) (?!(?:ms|s|min|h|%|M|G)(?!\w))/)) {
    const last = lines.at(-1)
    if (last !== undefined && measure(`${last} ${word}`) <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(shorten(word, width, measure))
  }
  return lines
}

// Implementation

const segmenter = new Intl.Segmenter('en')
const characters = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment)
