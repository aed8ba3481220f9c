/** @file Text in a picture that nobody measures: how wide it will be, and that it stays text. */

// Public API

export type Font = 'sans' | 'mono'

/**
 * Width in pixels at that size, a little more than Arial (or any face of its metrics) and usual monospaced faces take.
 */
export function textWidth(text: string, size: number, font: Font = 'sans'): number {
  let ems = 0
  for (const letter of text) ems += font === 'mono' ? 0.61 : letterWidth(letter)
  return ems * size
}

/**
 * For text and for attribute values in double quotes, in SVG and HTML. Control characters and halves of a character,
 * which XML cannot hold, become U+FFFD.
 */
export const escapeXml = (text: string): string =>
  text
    .replaceAll(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

// Implementation

/** In ems, from Arial's metrics, rounded up by class. */
function letterWidth(letter: string): number {
  if (/[\dA-Z×+·–…]/.test(letter)) return /[MWGOQ…]/.test(letter) ? 0.86 : /\d/.test(letter) ? 0.57 : 0.7
  if (/[ijl|.,:;'! ]/.test(letter)) return 0.29
  if (/[ftr()[\]/-]/.test(letter)) return 0.36
  if (/[mw→%@]/.test(letter)) return 0.88
  return letter.codePointAt(0)! > 0x2e7f ? 1.05 : 0.58
}
