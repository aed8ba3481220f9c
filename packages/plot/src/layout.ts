/** @file Where the cards and the arrows go: the main path from top to bottom, the heads at its right. */

import type { Arrow, Place, Route, Size } from './geometry.ts'
import { passedByAll } from './fold/passed-by-all.ts'
import { arrangeStretch, rowGap, type Stretch } from './stretch.ts'

// Public API

/** In whole pixels, from 0 on. */
export interface Layout extends Size {
  readonly places: readonly Place[]
  /** One for each arrow. */
  readonly routes: readonly Route[]
}

export interface Item extends Size {
  /** Items of lane 0 come first; each further lane is a head. */
  readonly lane: number
}

/** Arrows lead from earlier to later items. */
export function arrange(items: readonly Item[], arrows: readonly Arrow[]): Layout {
  const places: Place[] = []
  const routes = new Map<Arrow, Route>()
  let free = 0
  for (let lane = 0; lane <= items.at(-1)!.lane; lane++) {
    const start = places.length
    const inside = arrows.filter(([from, to]) => items[from]!.lane === lane && items[to]!.lane === lane)
    const own = arrangeLane(
      items.filter((item) => item.lane === lane),
      inside.map(([from, to]) => [from - start, to - start]),
    )
    const entry = arrows.find(([from, to]) => items[from]!.lane < lane && items[to]!.lane === lane)
    const source = entry && places[entry[0]]!
    const { bottom } = extent(own)
    const y = source ? Math.max(Math.round(source.y + source.height / 2) + rowGap, free) : 0
    const beside = source
      ? places.filter((place) => place === source || (place.y < y + bottom && place.y + place.height + rowGap > y))
      : []
    const moved = move(own, Math.max(0, ...beside.map((place) => place.x + place.width + 40)), y)
    places.push(...moved.places)
    for (const [i, arrow] of inside.entries()) routes.set(arrow, moved.routes[i]!)
    if (lane > 0) free = y + bottom + rowGap
  }
  const all = arrows.map((arrow) => routes.get(arrow) ?? sideways(places[arrow[0]]!, places[arrow[1]]!))
  const { right, bottom } = extent({ places, routes: all })
  return { places, routes: all, width: right, height: bottom }
}

// Implementation

const sideways = (from: Place, to: Place): Route => ({
  shape: 'side',
  points: [
    { x: from.x + from.width, y: Math.round(from.y + from.height / 2) },
    { x: to.x + to.width / 2, y: to.y },
  ],
})

/**
 * Stretch by stretch, all in line. Many short ones are quick to place where one long one is not, and equal blocks look
 * alike.
 */
function arrangeLane(sizes: readonly Size[], arrows: readonly Arrow[]): Stretch {
  const places: Place[] = [{ ...sizes[0]!, x: -sizes[0]!.width / 2, y: 0 }]
  const routes = new Map<Arrow, Route>()
  let start = 0
  for (const end of endsOf(sizes.length, arrows)) {
    const inside = arrows.filter(([from, to]) => from >= start && to <= end)
    const own = move(
      arrangeStretch(
        sizes.slice(start, end + 1),
        inside.map(([from, to]) => [from - start, to - start]),
      ),
      0,
      places[start]!.y,
    )
    places.push(...own.places.slice(1))
    for (const [i, arrow] of inside.entries()) routes.set(arrow, own.routes[i]!)
    start = end
  }
  const lane = { places, routes: arrows.map((arrow) => routes.get(arrow)!) }
  return move(lane, -extent(lane).left, 0)
}

/** Where stretches end. A head may be entered at several places, or left at several: then it is one stretch. */
function endsOf(count: number, arrows: readonly Arrow[]): number[] {
  const last = count - 1
  if (last === 0) return []
  const [left, reached] = ([0, 1] as const).map((end) => new Set(arrows.map((arrow) => arrow[end]))) as [
    Set<number>,
    Set<number>,
  ]
  if (left.size < last || reached.size < last) return [last]
  return passedByAll(count, arrows).flatMap((passed, i) => (passed && i > 0 ? [i] : []))
}

const move = ({ places, routes }: Stretch, right: number, down: number): Stretch => ({
  places: places.map((place) => ({ ...place, x: place.x + right, y: place.y + down })),
  routes: routes.map(({ shape, points }) => ({
    shape,
    points: points.map(({ x, y }) => ({ x: x + right, y: y + down })),
  })),
})

function extent({ places, routes }: Stretch): { left: number; right: number; bottom: number } {
  const points = routes.flatMap((route) => route.points)
  return {
    left: least([...places, ...points].map(({ x }) => x)),
    right: -least([...places.map(({ x, width }) => -x - width), ...points.map(({ x }) => -x)]),
    bottom: -least(places.map(({ y, height }) => -y - height)),
  }
}

/** Not by spreading: a network may have more cards than a call can take. */
const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity)
