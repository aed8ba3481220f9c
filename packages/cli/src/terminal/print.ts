/** @file All that commands tell goes through here: names out of strangers' files stand in it. */

import { printableLines } from '@cnn/shapes'

/** On stdout. */
export const print = (text: string): void => void process.stdout.write(printableLines(text))

/** On stdout, as JSON. What JSON itself leaves as it is, and a terminal would obey, is written by its number. */
export const printJson = (value: unknown): void =>
  void process.stdout.write(
    `${JSON.stringify(value, null, 2).replaceAll(/[\u007f-\u009f\u2028\u2029\p{Cf}]/gu, byNumber)}\n`,
  )

/** On stderr, lines whole. */
export const say = (text: string): void => void process.stderr.write(printableLines(text))

/** Of a character beyond 16 bits, its two halves. */
const byNumber = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('')
