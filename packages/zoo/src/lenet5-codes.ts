/**
 * @file The codes of LeNet-5's output units: the digits as bitmaps of 7 by 12 pixels, black +1 and white −1 (LeCun et
 * al. 1998, section II.B). They are those of figure 3, bars above some digits included, as those who read its pixels
 * off agree on them: mattwang44/LeNet-from-Scratch (utils/RBF_initial_weight.py), and the programs that have their
 * codes from there.
 */

// Public API

/** For each digit 84 numbers, row by row. */
export const digitCodes = (): readonly (readonly number[])[] => Array.from({ length: 10 }, (_, digit) => bitmap(digit))

// Implementation

function bitmap(digit: number): number[] {
  const rows = drawn
    .trim()
    .split('\n')
    .map((row) => row.trim().split(' ')[digit]!)
  return Array.from(rows.join(''), (pixel) => (pixel === '#' ? 1 : -1))
}

const drawn = `
  .#####. ...##.. .#####. ####### .#####. .#####. ..####. ####### .#####. .#####.
  ....... ..###.. ....... .....## ....... ....... .##.... .....## ##...## ##..###
  ..###.. .####.. .#####. ....##. ....... ####### ##..... .....## ##...## ##...##
  .##.##. ...##.. ##...## ...##.. .##..## ##..... ##..... ....##. ##...## ##...##
  ##...## ...##.. #....## ..####. .##..## ##..... ######. ...##.. .#####. ##..###
  ##...## ...##.. ....##. .....## ###..## .####.. ###..## ...##.. ##...## .######
  ##...## ...##.. ..###.. .....## ##...## ..####. ##...## ..##... ##...## .....##
  ##...## ...##.. .##.... .....## ##...## .....## ##...## ..##... ##...## .....##
  .##.##. ...##.. ##..... ##...## ##..### ##...## ###..## ..##... ##...## ....##.
  ..###.. .###### ####### .#####. .###### .#####. .#####. ..##... .#####. .####..
  ....... ....... ....... ....... .....## ....... ....... ....... ....... .......
  ....... ....... ....... ....... .....## ....... ....... ....... ....... .......
`
