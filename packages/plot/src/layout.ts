/** @file Where the cards and the arrows go: layers of a directed graph from top to bottom (Sugiyama et al. 1981), by dagre. */

import { Graph, layout } from '@dagrejs/dagre'
import { passedByAll } from './passed-by-all.ts'

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

/** The points that an arrow passes. It leaves a card at the lower edge, or to a head at the right one, and reaches the upper edge. */
export interface Route {
  readonly points: readonly Point[]
  readonly sideways: boolean
}

/** In whole pixels, from 0 on. */
export interface Layout extends Size {
  readonly places: readonly Place[]
  /** One for each arrow. */
  readonly routes: readonly Route[]
}

export type Arrow = readonly [from: number, to: number]

export interface Item extends Size {
  /** Items of lane 0 come first, from one first item to one last; each further lane is a head, which stands at their right. */
  readonly lane: number
}

/** Arrows lead from earlier to later items; where several reach one, they do so from left to right if that can be had. */
export function arrange(items: readonly Item[], arrows: readonly Arrow[]): Layout {
  const places: Place[] = []
  const routes: Route[] = []
  let free = 0
  for (let lane = 0; lane <= items.at(-1)!.lane; lane++) {
    const start = items.findIndex((item) => item.lane === lane)
    const inside = arrows.filter(([from, to]) => items[from]!.lane === lane && items[to]!.lane === lane)
    const own = arrangeLane(
      items.filter((item) => item.lane === lane),
      inside.map(([from, to]) => [from - start, to - start]),
      lane === 0,
    )
    const entry = arrows.find(([from, to]) => items[from]!.lane < lane && items[to]!.lane === lane)
    const source = entry && places[entry[0]]!
    const y = source ? Math.max(Math.round(source.y + source.height / 2) + rowGap, free) : 0
    const height = Math.max(...own.places.map((place) => place.y + place.height))
    const beside = places.filter((place) => lane > 0 && place.y < y + height && place.y + place.height + rowGap > y)
    const x = Math.max(0, ...[...beside, ...(source ? [source] : [])].map((place) => place.x + place.width + 40))
    places.push(...own.places.map((place) => ({ ...place, x: place.x + x, y: place.y + y })))
    for (const [i, arrow] of inside.entries())
      routes[arrows.indexOf(arrow)] = { points: own.routes[i]!.map((point) => ({ x: point.x + x, y: point.y + y })), sideways: false }
    if (lane > 0) free = y + height + rowGap
  }
  for (const [i, [from, to]] of arrows.entries()) routes[i] ??= sideways(places[from]!, places[to]!)
  return {
    places,
    routes,
    width: Math.max(...places.map(({ x, width }) => x + width), ...routes.flatMap(({ points }) => points).map(({ x }) => x)),
    height: Math.max(...places.map(({ y, height }) => y + height)),
  }
}

// Implementation

const rowGap = 34

const middle = ({ x, width }: Place) => x + width / 2

const sideways = (from: Place, to: Place): Route => ({
  points: [
    { x: from.x + from.width, y: Math.round(from.y + from.height / 2) },
    { x: middle(to), y: to.y },
  ],
  sideways: true,
})

interface Lane {
  readonly places: readonly Place[]
  readonly routes: readonly (readonly Point[])[]
}

/** `main`: whether all ways lead from the first to the last, so that what lies between can be turned. */
function arrangeLane(sizes: readonly Size[], arrows: readonly Arrow[], main: boolean): Lane {
  const graph = new Graph()
  graph.setGraph({ rankdir: 'TB', nodesep: 28, edgesep: 14, ranksep: rowGap })
  for (const [i, { width, height }] of sizes.entries()) graph.setNode(String(i), { width, height })
  for (const [from, to] of arrows) graph.setEdge(String(from), String(to), {})
  layout(graph)
  const found = sizes.map((_, i) => graph.node(String(i)) as Point)
  const rows = rowsOf(found, sizes)
  // What dagre gives between two cards of an arrow: a point in each row of cards that it passes, and some between the rows.
  const bends = arrows.map(([from, to]) =>
    (graph.edge(String(from), String(to)) as { points: Point[] }).points.slice(1, -1).filter(({ y }) => rows.has(y)),
  )
  const turned = turn(found, bends, main ? arrows : [], sizes.length)
  const left = Math.min(...turned.centres.map((x, i) => x - sizes[i]!.width / 2), ...turned.bends.flat())
  const places = sizes.map(({ width, height }, i): Place => {
    return { x: Math.round(turned.centres[i]! - left - width / 2), y: Math.round(found[i]!.y - height / 2), width, height }
  })
  // Upright all along a row, so that no card of it is touched.
  const inner = bends.map((points, i) =>
    points.flatMap(({ y }, k) => {
      const half = rows.get(y)! / 2
      return [y - half, y + half].map((end) => ({ x: Math.round(turned.bends[i]![k]! - left), y: Math.round(end) }))
    }),
  )
  return { places, routes: connect(places, arrows, inner) }
}

/** The height of each row of cards, by where its middle is. */
function rowsOf(centres: readonly Point[], sizes: readonly Size[]): Map<number, number> {
  const rows = new Map<number, number>()
  for (const [i, { y }] of centres.entries()) rows.set(y, Math.max(rows.get(y) ?? 0, sizes[i]!.height))
  return rows
}

/**
 * Between two cards that all ways pass, what dagre drew may be mirrored without touching anything else. It is, where cards reach
 * the next one in the reverse of the order in which it reads them: so all blocks of a network look alike.
 */
function turn(centres: readonly Point[], bends: readonly (readonly Point[])[], arrows: readonly Arrow[], count: number) {
  const turned = { centres: centres.map(({ x }) => x), bends: bends.map((points) => points.map(({ x }) => x)) }
  const passed = passedByAll(count, arrows)
  const all = centres.map((_, i) => i)
  for (let start = 0; start < count;) {
    const end = all.findIndex((i) => i > start && passed[i])
    if (end < 0) break
    const cards = all.slice(start + 1, end)
    const wires = [...arrows.keys()].filter((i) => arrows[i]![0] >= start && arrows[i]![1] <= end)
    const bearing = (i: number) => turned.bends[i]!.at(-1) ?? turned.centres[arrows[i]![0]]!
    let order = 0
    for (const join of [...cards, end]) {
      const reached = wires.filter((i) => arrows[i]![1] === join)
      for (const [k, i] of reached.entries()) if (k > 0) order += Math.sign(bearing(i) - bearing(reached[k - 1]!))
    }
    if (order < 0) {
      const sum = turned.centres[start]! + turned.centres[end]!
      for (const i of cards) turned.centres[i] = sum - turned.centres[i]!
      for (const i of wires) turned.bends[i] = turned.bends[i]!.map((x) => sum - x)
    }
    start = end
  }
  return turned
}

/** Arrows from the lower edges of cards to the upper edges of others, next to each other where there are several. */
function connect(places: readonly Place[], arrows: readonly Arrow[], inner: readonly (readonly Point[])[]): Point[][] {
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
