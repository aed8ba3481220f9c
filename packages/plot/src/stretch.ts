/**
 * @file Places what lies between two cards that all ways pass: layers of a directed graph from top to bottom (Sugiyama
 * et al. 1981), by dagre, and a bus at the right for what is read again and again.
 */

import { Graph, layout } from '@dagrejs/dagre'
import type { Arrow, Place, Point, Route, Size } from './geometry.ts'

// Public API

/** Between the rows of cards. */
export const rowGap = 34

export interface Stretch {
  /** Of each card. The first one's lies around x = 0, from y = 0 on; others may lie at negative x. */
  readonly places: readonly Place[]
  /** Of each arrow. */
  readonly routes: readonly Route[]
}

/**
 * Arrows lead from earlier to later cards. Where one card reads several, these stand in that order from left to right,
 * if that can be had.
 */
export function arrangeStretch(sizes: readonly Size[], arrows: readonly Arrow[]): Stretch {
  const bus = busOf(arrows)
  const near = arrows.filter((arrow) => !bus.has(arrow))
  const graph = new Graph()
  graph.setGraph({ rankdir: 'TB', nodesep: 28, edgesep: 14, ranksep: rowGap })
  for (const [i, { width, height }] of sizes.entries()) graph.setNode(String(i), { width, height })
  for (const [from, to] of near) graph.setEdge(String(from), String(to), {})
  layout(graph)
  const found = sizes.map((_, i) => graph.node(String(i)) as Point)
  const rows = rowsOf(found, sizes)
  // What dagre gives between two cards of an arrow: a point in each row of cards that it passes, and some between the
  // rows.
  const bends = near.map(([from, to]) =>
    (graph.edge(String(from), String(to)) as { points: Point[] }).points.slice(1, -1).filter(({ y }) => rows.has(y)),
  )
  const axis = (found[0]!.x + found.at(-1)!.x) / 2
  const side = isReversed(found, bends, near) ? -1 : 1
  const across = (x: number) => Math.round(side * (x - axis))
  const top = found[0]!.y - sizes[0]!.height / 2
  const places = found.map(({ x, y }, i): Place => {
    const { width, height } = sizes[i]!
    // The cards that all ways pass stand in line, even if dagre has them a little apart.
    const centre = i === 0 || i === sizes.length - 1 ? 0 : across(x)
    return { x: centre - width / 2, y: Math.round(y - height / 2 - top), width, height }
  })
  // Upright all along a row, so that no card of it is touched.
  const inner = bends.map((points) =>
    points.flatMap(({ x, y }) =>
      [-1, 1].map((end) => ({ x: across(x), y: Math.round(y + (end * rows.get(y)!) / 2 - top) })),
    ),
  )
  const routes = new Map(connect(places, near, inner).map((route, i) => [near[i]!, route]))
  for (const [arrow, route] of busRoutes(places, [...bus])) routes.set(arrow, route)
  return { places, routes: arrows.map((arrow) => routes.get(arrow)!) }
}

// Implementation

/**
 * Arrows from a card with at least three readers to all of them but the first, where these join more than one: in a
 * dense block nearly all, too many to draw one by one. One arrow from above stays for each card, by which it has its
 * place.
 */
function busOf(arrows: readonly Arrow[]): Set<Arrow> {
  const left = new Map<number, Arrow[]>()
  const reached = new Map<number, Arrow[]>()
  for (const arrow of arrows) {
    left.set(arrow[0], [...(left.get(arrow[0]) ?? []), arrow])
    reached.set(arrow[1], [...(reached.get(arrow[1]) ?? []), arrow])
  }
  const bus = new Set<Arrow>()
  for (const own of left.values()) {
    const [, ...later] = own.sort((a, b) => a[1] - b[1])
    if (later.length > 1) for (const arrow of later) if (reached.get(arrow[1])!.length > 1) bus.add(arrow)
  }
  for (const all of reached.values())
    if (all.every((arrow) => bus.has(arrow))) bus.delete(all.sort((a, b) => b[0] - a[0])[0]!)
  return bus
}

/** A line of its own at the right for each card that is read by bus, those that are read the longest at the outside. */
function busRoutes(places: readonly Place[], bus: readonly Arrow[]): [Arrow, Route][] {
  const sources = [...new Set(bus.map(([from]) => from))].sort((a, b) => b - a)
  const right = Math.max(...places.map(({ x, width }) => x + width))
  const edge = ({ x, y, width, height }: Place): Point => ({ x: x + width, y: Math.round(y + height / 2) })
  return bus.map((arrow) => {
    const [from, to] = [edge(places[arrow[0]]!), edge(places[arrow[1]]!)]
    return [arrow, { shape: 'bus', points: [from, { x: right + 24 + 8 * sources.indexOf(arrow[0]), y: to.y }, to] }]
  })
}

/** The height of each row of cards, by where its middle is. */
function rowsOf(centres: readonly Point[], sizes: readonly Size[]): Map<number, number> {
  const rows = new Map<number, number>()
  for (const [i, { y }] of centres.entries()) rows.set(y, Math.max(rows.get(y) ?? 0, sizes[i]!.height))
  return rows
}

/**
 * Whether cards are reached more often in the reverse of the order in which they read than in it: a mirror mends that.
 */
function isReversed(
  centres: readonly Point[],
  bends: readonly (readonly Point[])[],
  arrows: readonly Arrow[],
): boolean {
  const bearings = new Map<number, number[]>()
  for (const [i, [from, to]] of arrows.entries())
    bearings.set(to, [...(bearings.get(to) ?? []), bends[i]!.at(-1)?.x ?? centres[from]!.x])
  let order = 0
  for (const xs of bearings.values()) for (const [k, x] of xs.entries()) if (k > 0) order += Math.sign(x - xs[k - 1]!)
  return order < 0
}

/** Arrows from the lower edges of cards to the upper edges of others, next to each other where there are several. */
function connect(places: readonly Place[], arrows: readonly Arrow[], inner: readonly (readonly Point[])[]): Route[] {
  const middle = ({ x, width }: Place) => x + width / 2
  const ports = ([0, 1] as const).map((end) => {
    const atCard = new Map<number, number[]>()
    for (const [i, arrow] of arrows.entries()) atCard.set(arrow[end], [...(atCard.get(arrow[end]) ?? []), i])
    const port: number[] = []
    for (const [card, all] of atCard) {
      const bearing = (i: number) => inner[i]!.at(end === 0 ? 0 : -1)?.x ?? middle(places[arrows[i]![1 - end]!]!)
      const order = all.sort((a, b) => bearing(a) - bearing(b) || a - b)
      const apart = Math.min(18, (places[card]!.width * 0.6) / order.length)
      for (const [k, i] of order.entries())
        port[i] = Math.round(middle(places[card]!) + (k - (order.length - 1) / 2) * apart)
    }
    return port
  })
  return arrows.map(([from, to], i) => {
    const start = { x: ports[0]![i]!, y: places[from]!.y + places[from]!.height }
    const end = { x: ports[1]![i]!, y: places[to]!.y }
    // A hair's breadth off the vertical looks like a mistake.
    const straight = inner[i]!.length === 0 && Math.abs(start.x - end.x) < 6
    return { shape: 'down', points: [start, ...inner[i]!, straight ? { ...end, x: start.x } : end] }
  })
}
