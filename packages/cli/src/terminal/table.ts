import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'

// Public API

/**
 * Columns padded to one width; `right` are the positions of columns of numbers. Where they are wider than 80 together,
 * the first one gives way: of names that are too long the beginning is left out, since their ends tell them apart.
 */
export function formatTable(all: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widthOf = (column: number) => Math.max(...all.map((row) => stringWidth(row[column]!)))
  const others = all[0]?.slice(1).map((_, i) => widthOf(i + 1) + 2) ?? []
  const room = Math.max(leastName, 80 - others.reduce((sum, width) => sum + width, 0))
  const rows = all.map(([name = '', ...rest]) => [name.length > room ? `…${name.slice(1 - room)}` : name, ...rest])
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => stringWidth(row[column]!)))) ?? []
  const pad = (cell: string, column: number) => {
    const space = ' '.repeat(widths[column]! - stringWidth(cell))
    return right.includes(column) ? space + cell : cell + space
  }
  return rows.map((row) => `${row.map(pad).join('  ').trimEnd()}\n`).join('')
}

/**
 * The text behind its head, on lines of at most 80 columns; those after the first begin below its beginning. A word
 * that is longer stays whole.
 */
export const hang = (head: string, text: string): string[] =>
  wrapAnsi(text, 80 - stringWidth(head))
    .split('\n')
    .map((line, i) => (i === 0 ? head : ' '.repeat(stringWidth(head))) + line)

/** A sentence on lines of at most 80 columns. */
export const sentence = (text: string): string => `${wrapAnsi(text, 80)}\n`

// Implementation

const leastName = 12
