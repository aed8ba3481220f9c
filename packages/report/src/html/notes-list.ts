/** @file Footnotes in HTML: the marks link to the notes. */

import { h, type ComponentChildren, type JSX } from 'preact'
import type { Piece } from '../words/columns.ts'
import type { Notes } from '../words/notes.ts'

// Public API

export const notesList = ({ all }: Notes): JSX.Element =>
  all.length > 0
    ? h('ol', { class: 'notes' }, ...all.map((note, i) => h('li', { id: `note-${i + 1}` }, ...linked(note))))
    : h('p', {}, 'Everything was measured.')

/** The text, with a link from its mark to the note. */
export function linkedPiece({ text, mark }: Pick<Piece, 'text' | 'mark'>): (string | JSX.Element)[] {
  const whole = mark ? `${text} ${mark}` : text
  const [found, number] = / ?\[(\d+)\]$/.exec(whole) ?? []
  if (found === undefined) return [whole]
  return [whole.slice(0, -found.length), h('sup', {}, h('a', { href: `#note-${number}` }, number))]
}

// Implementation

/** A note that ends in an address links to it. */
function linked(note: string): ComponentChildren[] {
  const address = /https?:\/\/\S+$/.exec(note)
  if (!address) return [note]
  return [note.slice(0, address.index), h('a', { href: address[0], rel: 'noreferrer' }, address[0])]
}
