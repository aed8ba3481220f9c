/** @file Names come from anybody's JSON: in a picture they are text and nothing else. */

import { conv, dense, globalAveragePool, input, network } from '@cnn/shapes'
import { googlenet } from '@cnn/zoo'
import { describe, expect, test } from 'vitest'
import { dot, mermaid, svg } from '../src/index.ts'

const evil = '</text><script>alert(1)</script>"]; end\n--> x & \u0000\uD800 \\ `#;'
const image = input([8, 8, 3])
const net = network(evil, {
  [evil]: dense(globalAveragePool(conv(image, evil, { filters: 2, kernel: 3 })), 'fc', { units: 2 }),
})

/** Names of the elements of XML; fails where tags do not nest or text holds what XML does not allow. */
function elementsOf(xml: string): string[] {
  const open: string[] = []
  const all: string[] = []
  const rest = xml.replaceAll(
    /<(\/?)([a-z]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>/gi,
    (...[, closing, name, , empty]: [string, string, string, string, string, ...unknown[]]) => {
      if (closing) expect(open.pop()).toBe(name)
      else {
        all.push(name)
        if (!empty) open.push(name)
      }
      return ''
    },
  )
  expect(open).toEqual([])
  expect(rest).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;)/)
  // What XML cannot hold.
  expect(rest).not.toMatch(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/u)
  return all
}

describe('SVG', () => {
  test.each([true, false])('folded %o: well-formed, and no element but those of a picture', (fold) => {
    for (const picture of [svg(net, { fold }), svg(googlenet(), { fold })])
      expect([...new Set(elementsOf(picture))].sort()).toEqual(['g', 'path', 'rect', 'style', 'svg', 'text', 'title'])
    expect(svg(net, { fold })).toContain('&lt;script&gt;')
  })

  test('has nothing that a page could clash with: no ids, no rules for what is not in it', () => {
    const picture = svg(googlenet())
    expect(picture).not.toMatch(/\sid=/)
    const [, style] = /<style>([^]*)<\/style>/.exec(picture)!
    for (const [, selectors] of style!.matchAll(/^([^{}@]+)\{/gm))
      for (const selector of selectors!.trim().split(',')) expect(selector).toMatch(/^\.cnn-plot /)
  })

  test('is light, and dark for those who wish it, with plain colours for viewers that know no variables', () => {
    const picture = svg(googlenet())
    expect(picture).toContain('@media(prefers-color-scheme:dark){.cnn-plot{--ground:#0d1117')
    expect(picture).toContain('.cnn-plot .ground{fill:#ffffff;fill:var(--ground,#ffffff)}')
  })
})

test('Mermaid: one statement a line, and no quote, bracket or tag within a label', () => {
  for (const fold of [true, false]) {
    const [comment, start, ...lines] = mermaid(net, { fold }).trimEnd().split('\n')
    expect(comment).toMatch(/^%% /)
    expect(start).toBe('flowchart TD')
    for (const line of lines)
      expect(line).toMatch(
        /^ {2}(n\d+\["(?:[^"<>[\]{}|`]|<br\/>|<\/?b>)*"\](:::[a-z]+)?|n\d+ --> n\d+|classDef [a-z]+ fill:#\w{6},stroke:#\w{6},color:#\w{6})$/,
      )
  }
})

test('DOT: one statement a line, and every quote within a label escaped', () => {
  for (const fold of [true, false]) {
    const lines = dot(net, { fold }).trimEnd().split('\n')
    expect(lines.at(-1)).toBe('}')
    for (const line of lines.slice(0, -1)) expect(line.replaceAll(/"(?:[^"\\]|\\["\\n])*"/g, 'TEXT')).toMatch(/^[^"]*$/)
  }
})
