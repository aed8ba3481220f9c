/** @file A card as lines of text, for the languages that draw by themselves. */

import { isBlock, type Card } from './drawing.ts'
import type { Family } from './family.ts'
import { formatCount } from '@cnn/shapes'

/** What is on a card, line by line: the first is its heading. */
export function cardLines(card: Card): string[] {
  const times = card.times > 1 ? ` ×${card.times}` : ''
  const count = (parameters: number) =>
    parameters > 0 ? `${formatCount(parameters)} parameters${times && ' each'}` : ''
  const outputs = card.outputs.map((name) => `output: ${name}`)
  if (!isBlock(card)) {
    const rows = card.rows.flatMap(({ text, name, shape, parameters }, i) => [
      text + (i === 0 ? times : ''),
      ...(name || parameters > 0 || i === 0
        ? [[name, i === 0 ? shape : '', count(parameters)].filter(Boolean).join(' · ')]
        : []),
    ])
    return [...rows, ...outputs]
  }
  const ways = card.lines.map(
    ({ steps, times: again }) => steps.map(({ text }) => text).join(' → ') + (again ? ` ×${again}` : ''),
  )
  return [card.heading + times, ...ways, [card.shape, count(card.parameters)].filter(Boolean).join(' · '), ...outputs]
}

/** What decides a card's colour; a block has none. */
export const cardFamily = (card: Card): Family | undefined => (isBlock(card) ? undefined : card.rows[0]!.family)
