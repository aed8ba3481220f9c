// Public API

/**
 * Columns padded to one width; `right` are the positions of columns of numbers. Where they are wider than 80 together, the first one gives
 * way: of names that are too long the beginning is left out, since their ends tell them apart.
 */
export function formatTable(all: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widthOf = (column: number) => Math.max(...all.map((row) => row[column]!.length))
  const others = all[0]?.slice(1).map((_, i) => widthOf(i + 1) + 2) ?? []
  const room = Math.max(leastName, 80 - others.reduce((sum, width) => sum + width, 0))
  const rows = all.map(([name = '', ...rest]) => [name.length > room ? `…${name.slice(1 - room)}` : name, ...rest])
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]!.length))) ?? []
  const pad = (cell: string, column: number) =>
    right.includes(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)
  return rows.map((row) => `${row.map(pad).join('  ').trimEnd()}\n`).join('')
}

/** Lines of at most 80 columns; those after the first begin with `indent`. A word that is longer stays whole. */
export function wrap(text: string, indent = '', columns = 80): string[] {
  const lines: string[] = []
  const [first = '', ...words] = text.split(' ')
  let line = first
  for (const word of words) {
    if (line.trim() !== '' && line.length + 1 + word.length > columns) {
      lines.push(line)
      line = indent + word
    } else line += ` ${word}`
  }
  return [...lines, line]
}

// Implementation

const leastName = 12
