import type { Network } from '@cnn/shapes'
import { draw, type DrawOptions } from './drawing.ts'
import { colours } from './family.ts'
import { cardFamily, cardLines } from './lines.ts'

// Public API

/** The network as a Mermaid flowchart, which GitHub and many editors draw inside of Markdown. */
export function mermaid(net: Network, options: DrawOptions = {}): string {
  const { cards, arrows, name, subtitle } = draw(net, options)
  const families = new Set(cards.map((card) => cardFamily(card)).filter((family) => family !== undefined))
  return [
    `%% ${plain(name)}: ${plain(subtitle)}`,
    'flowchart TD',
    ...cards.map((card, i) => {
      const [heading, ...lines] = cardLines(card).map(escape) as [string, ...string[]]
      const family = cardFamily(card)
      const text = [`<b>${heading}</b>`, ...lines].join('<br/>')
      return `  n${i}["${text}"]${family ? `:::${family}` : ''}`
    }),
    ...arrows.map(([from, to]) => `  n${from} --> n${to}`),
    ...[...families].map((family) => {
      const [fill, line] = colours[family].light
      return `  classDef ${family} fill:${fill},stroke:${line},color:#1f2328`
    }),
    '',
  ].join('\n')
}

// Implementation

/** In one line: a comment ends with it. */
const plain = (text: string) => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')

/**
 * Mermaid's entity codes for all that ends a text or is markup in one: quotes, HTML, and the code's own hash and
 * semicolon.
 */
const escape = (text: string) => plain(text).replaceAll(/["<>&#;`\\[\]{}|]/g, (letter) => `#${letter.codePointAt(0)!};`)
