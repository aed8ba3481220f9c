import type { Network } from '@cnn/shapes'
import { draw, type DrawOptions } from './drawing.ts'
import { colours } from './family.ts'
import { cardFamily, cardLines } from './lines.ts'

// Public API

/** The network in DOT, the language of Graphviz: `dot -Tpdf`. */
export function dot(net: Network, options: DrawOptions = {}): string {
  const { cards, arrows, name, subtitle } = draw(net, options)
  return [
    `digraph ${quoted(name)} {`,
    `  label=${quoted(`${name}\n${subtitle}`)}`,
    '  labelloc=t',
    '  node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=11, ' +
      'fillcolor="#ffffff", color="#afb8c1"]',
    ...cards.map((card, i) => {
      const family = cardFamily(card)
      const [fill, line] = family ? colours[family].light : []
      const colour = fill && line ? `, fillcolor="${fill}", color="${line}"` : ''
      return `  n${i} [label=${quoted(cardLines(card).join('\n'))}${colour}]`
    }),
    ...arrows.map(([from, to]) => `  n${from} -> n${to}`),
    '}',
    '',
  ].join('\n')
}

// Implementation

/**
 * A quoted string of DOT, in one line. Control characters, which Graphviz would print or stumble over, become spaces.
 */
function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
  return `"${escaped.replaceAll(/\p{Cc}/gu, ' ')}"`
}
