/** @file Where the cards and the arrows go: layers of a directed graph from top to bottom (Sugiyama et al. 1981), by dagre. */

import { Graph, layout } from '@dagrejs/dagre'

// Public API

export interface Size {
  readonly width: number
  readonly height: number
}

/** A card's place: its top left corner. */
export interface Place extends Size {
  readonly x: number
  readonly y: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Layout extends Size {
  readonly places: readonly Place[]
  /** For each arrow the points that it passes, from the lower edge of one card to the upper edge of the other. */
  readonly routes: readonly (readonly Point[])[]
}

/**
 * Arrows lead from earlier to later cards; where several reach one card, they do so from left to right if that can be had.
 * Cards from `aside` on, each reached by one arrow and left by none, stand at the right of the others, which then stay in line.
 */
export function arrange(sizes: readonly Size[], arrows: readonly Arrow[], aside: number = sizes.length): Layout {
  const inner = arrangeMain(
    sizes.slice(0, aside),
    arrows.filter(([, to]) => to < aside),
  )
  const places = [...inner.places]
  const routes = new Map(arrows.filter(([, to]) => to < aside).map((arrow, i) => [arrow, inner.routes[i]!]))
  let free = 0
  for (const arrow of arrows.filter(([, to]) => to >= aside)) {
    const [from, to] = arrow
    const source = places[from]!
    const y = Math.max(source.y + source.height + rowGap, free)
    const beside = inner.places.filter((place) => place.y < y + sizes[to]!.height && place.y + place.height > y)
    const x = Math.max(source.x + source.width, ...beside.map((place) => place.x + place.width)) + 40
    places[to] = { x, y, ...sizes[to]! }
    routes.set(arrow, [
      { x: source.x + source.width - 30, y: source.y + source.height },
      { x: x + sizes[to]!.width / 2, y },
    ])
    free = y + sizes[to]!.height + rowGap
  }
  const ways = arrows.map((arrow) => routes.get(arrow)!)
  return {
    places,
    routes: ways,
    width: Math.max(...places.map(({ x, width }) => x + width), ...ways.flat().map(({ x }) => x)),
    height: Math.max(...places.map(({ y, height }) => y + height)),
  }
}

// Implementation

type Arrow = readonly [from: number, to: number]

const rowGap = 34

function arrangeMain(sizes: readonly Size[], arrows: readonly Arrow[]): Pick<Layout, 'places' | 'routes'> {
  const graph = new Graph()
  graph.setGraph({ rankdir: 'TB', nodesep: 28, edgesep: 14, ranksep: rowGap })
  for (const [i, { width, height }] of sizes.entries()) graph.setNode(String(i), { width, height })
  for (const [from, to] of arrows) graph.setEdge(String(from), String(to), {})
  layout(graph)
  const centres = sizes.map((_, i) => graph.node(String(i)) as Point)
  // What dagre gives between two cards of an arrow: a point in the middle of each row that it passes, and some between the rows.
  const bends = arrows.map(([from, to]) => (graph.edge(String(from), String(to)) as { points: Point[] }).points.slice(1, -1))
  const side = isReversed(centres, arrows) ? -1 : 1
  const left = Math.min(...centres.map(({ x }, i) => side * x - sizes[i]!.width / 2), ...bends.flat().map(({ x }) => side * x))
  const across = ({ x }: Point) => Math.round(side * x - left)

  const places = centres.map((centre, i): Place => {
    const { width, height } = sizes[i]!
    return { x: across(centre) - width / 2, y: Math.round(centre.y - height / 2), width, height }
  })
  const rows = rowsOf(centres, sizes)
  const inner = bends.map((points) =>
    points.flatMap((point) => {
      const height = rows.get(point.y)
      // Upright all along the row, so that no card of it is touched.
      return height === undefined ? [] : [point.y - height / 2, point.y + height / 2].map((y) => ({ x: across(point), y: Math.round(y) }))
    }),
  )
  return { places, routes: route(places, arrows, inner) }
}

/** The height of each row of cards, by where its middle is. */
function rowsOf(centres: readonly Point[], sizes: readonly Size[]): Map<number, number> {
  const rows = new Map<number, number>()
  for (const [i, { y }] of centres.entries()) rows.set(y, Math.max(rows.get(y) ?? 0, sizes[i]!.height))
  return rows
}

/** Whether the cards that one card reads stand more often in the reverse of their order than in it: a mirror mends that. */
function isReversed(centres: readonly Point[], arrows: readonly Arrow[]): boolean {
  const read = new Map<number, number[]>()
  for (const [from, to] of arrows) read.set(to, [...(read.get(to) ?? []), from])
  let order = 0
  for (const cards of read.values())
    for (const [i, card] of cards.entries()) if (i > 0) order += Math.sign(centres[card]!.x - centres[cards[i - 1]!]!.x)
  return order < 0
}

/** Arrows from the lower edges of cards to the upper edges of others, next to each other where there are several. */
function route(places: readonly Place[], arrows: readonly Arrow[], inner: readonly (readonly Point[])[]): Point[][] {
  const middle = ({ x, width }: Place) => x + width / 2
  const ports = ([0, 1] as const).map((end) => {
    const atCard = new Map<number, number[]>()
    for (const [i, arrow] of arrows.entries()) atCard.set(arrow[end], [...(atCard.get(arrow[end]) ?? []), i])
    const port: number[] = []
    for (const [card, all] of atCard) {
      const bearing = (i: number) => inner[i]!.at(end === 0 ? 0 : -1)?.x ?? middle(places[arrows[i]![1 - end]!]!)
      const order = all.sort((a, b) => bearing(a) - bearing(b) || a - b)
      const apart = Math.min(18, (places[card]!.width * 0.6) / order.length)
      for (const [k, i] of order.entries()) port[i] = Math.round(middle(places[card]!) + (k - (order.length - 1) / 2) * apart)
    }
    return port
  })
  return arrows.map(([from, to], i) => {
    const start = { x: ports[0]![i]!, y: places[from]!.y + places[from]!.height }
    const end = { x: ports[1]![i]!, y: places[to]!.y }
    // A hair's breadth off the vertical looks like a mistake.
    const straight = inner[i]!.length === 0 && Math.abs(start.x - end.x) < 6
    return [start, ...inner[i]!, straight ? { ...end, x: start.x } : end]
  })
}
