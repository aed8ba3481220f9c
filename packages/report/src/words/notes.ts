/** @file Footnotes: equal ones share a number. */

export interface Notes {
  /** The mark for a note, `[1]`. */
  mark(note: string): string
  readonly all: readonly string[]
}

export function makeNotes(): Notes {
  const all: string[] = []
  return {
    mark(note) {
      if (!all.includes(note)) all.push(note)
      return `[${all.indexOf(note) + 1}]`
    },
    all,
  }
}
