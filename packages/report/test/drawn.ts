/** @file What a chart shows, read from its SVG. */

import type { BackendId, Results, Suite } from '@cnn/bench'
import { chart } from '../src/chart/chart.ts'
import { fixture } from '../../bench/test/results/fixture.ts'

export interface Mark {
  readonly network: string
  readonly backend: string
  readonly x: number
  readonly y: number
  /** Of its outline, in square pixels. */
  readonly area: number
  /** How far its outline reaches from its centre. */
  readonly reach: number
  readonly tag: string
}

/** The marks of a picture, as drawn. */
export function marks(svg: string): Mark[] {
  return [...svg.matchAll(/<path class="mark[^>]*>/g)].map(([tag]) => {
    const value = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
    const [, x, y] = /translate\((\S+) (\S+)\)/.exec(value('transform'))!.map(Number)
    const own = { network: value('data-network'), backend: value('data-backend'), x: x!, y: y!, tag }
    const [, r] = /a(\S+)/.exec(value('d'))?.map(Number) ?? []
    if (r !== undefined) return { ...own, area: Math.PI * r ** 2, reach: r }
    const corners = [...value('d').matchAll(/[ML](\S+?) ([^LZ]+)/g)].map(([, a, b]) => [Number(a), Number(b)] as const)
    const twice = corners.map(([a, b], i) => {
      const [c, d] = corners[(i + 1) % corners.length]!
      return a * d - b * c
    })
    const area = Math.abs(twice.reduce((sum, one) => sum + one, 0)) / 2
    return { ...own, area, reach: Math.max(...corners.map(([a, b]) => Math.hypot(a, b))) }
  })
}

export const mark = (results: Results, suite: Suite, network: string, backend: BackendId): Mark => {
  const found = marks(chart(results, { suite })).find((one) => one.network === network && one.backend === backend)
  if (!found) throw new Error(`no mark of ${network} on ${backend}`)
  return found
}

/** The run on a machine with a GPU. */
export const onGpu: Results = {
  ...fixture,
  cells: fixture.cells.map((cell) => ({
    ...cell,
    ...(cell.device && { device: { ...cell.device, software: false, name: 'Apple M3' } }),
  })),
}

/** Where networks stand in the ImageNet chart. */
export const imagenet = {
  x: (network: string, backend: BackendId) => mark(onGpu, 'imagenet', network, backend).x,
  y: (network: string) => mark(onGpu, 'imagenet', network, 'wasm').y,
}

export const drawn = (results: Results, suite: Suite) =>
  marks(chart(results, { suite })).map(({ network, backend }) => `${network} ${backend}`)

/** Plain text of a picture, without its tooltips. */
export const texts = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text!)
