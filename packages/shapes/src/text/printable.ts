/**
 * @file Text out of a stranger's file, made fit for a terminal, whose control characters would clear it, or name its
 * window.
 */

// Public API

/** As one line of at most so many characters. */
export function printable(text: string, most = 200): string {
  const line = text.replace(unprintable, ' ').trim()
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`
}

/** Line by line, each as it is otherwise. */
export const printableLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replace(unprintable, ' '))
    .join('\n')

// Implementation

/** Of control, of direction, and those that end a line. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu
