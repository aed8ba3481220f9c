import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Arrow, Place } from '../src/geometry.ts'
import { arrange, type Item } from '../src/layout.ts'

const card = (width = 100, height = 40, lane = 0): Item => ({ width, height, lane })
const middle = ({ x, width }: Place) => x + width / 2

test('a chain stands straight, whatever the widths', () => {
  const { places, routes } = arrange([card(), card(160), card(60, 90)], [[0, 1], [1, 2]]) // prettier-ignore
  expect(new Set(places.map(middle)).size).toBe(1)
  expect(places.map(({ y }) => y)).toEqual([0, 74, 148])
  for (const { points } of routes) expect(new Set(points.map(({ x }) => x)).size).toBe(1)
})

test('branches stand in the order in which they are joined, a shortcut after them', () => {
  const { places } = arrange(
    [card(), card(), card(), card(), card()],
    [
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 4],
      [2, 4],
      [3, 4],
    ],
  )
  expect(places[1]!.x).toBeLessThan(places[2]!.x)
  expect(places[2]!.x).toBeLessThan(places[3]!.x)
  const shortcut = arrange(
    [card(), card(), card()],
    [
      [0, 1],
      [1, 2],
      [0, 2],
    ],
  )
  const outer = shortcut.routes[2]!.points.map(({ x }) => x)
  expect(Math.max(...outer)).toBeGreaterThan(shortcut.places[1]!.x + 100)
})

test('a head stands at the right, and the main path stays straight', () => {
  const { places, routes, width } = arrange(
    [card(), card(), card(), card(80, 40, 1)],
    [
      [0, 1],
      [1, 2],
      [1, 3],
    ],
  )
  expect(new Set(places.slice(0, 3).map(middle)).size).toBe(1)
  expect(places[3]!.x).toBeGreaterThanOrEqual(140)
  expect(routes[2]).toEqual({
    points: [
      { x: 100, y: 94 },
      { x: middle(places[3]!), y: places[3]!.y },
    ],
    shape: 'side',
  })
  expect(width).toBe(places[3]!.x + 80)
})

test('what is read again and again goes by bus: in a dense block of three layers, its input and the first layer', () => {
  // 0 input; 1, 3, 5 layers; 2, 4, 6 concatenations of all before.
  const { places, routes } = arrange(
    Array.from({ length: 7 }, () => card()),
    [
      [0, 1],
      [0, 2],
      [1, 2],
      [2, 3],
      [0, 4],
      [1, 4],
      [3, 4],
      [4, 5],
      [0, 6],
      [1, 6],
      [3, 6],
      [5, 6],
    ],
  )
  expect(new Set(places.map(middle)).size).toBeLessThan(3)
  const bus = routes.filter(({ shape }) => shape === 'bus').map(({ points }) => points.map(({ x }) => x))
  expect(bus).toHaveLength(5)
  const right = Math.max(...places.map(({ x, width }) => x + width))
  for (const [from, line, to] of bus as [number, number, number][]) {
    expect(Math.max(from, to)).toBeLessThanOrEqual(right)
    expect(line).toBeGreaterThan(right)
  }
  // One line for each of the two, the longer at the outside.
  expect(new Set(bus.map(([, line]) => line)).size).toBe(2)
  expect(bus[0]![1]).toBeGreaterThan(bus[2]![1]!)
})

test('a thousand blocks are placed in no time, each as the one before', () => {
  const arrows: Arrow[] = []
  for (let i = 0; i < 2000; i += 2) arrows.push([i, i + 1], [i + 1, i + 2], [i, i + 2])
  const { places } = arrange(
    Array.from({ length: 2001 }, () => card()),
    arrows,
  )
  for (const [i, { x, y }] of places.entries())
    if (i >= 2) expect([x, y]).toEqual([places[i - 2]!.x, places[i - 2]!.y + 148])
})

describe('any graph', () => {
  const graph = fc.integer({ min: 2, max: 14 }).chain((count) =>
    fc.record({
      items: fc.array(
        fc.record({
          width: fc.integer({ min: 20, max: 120 }).map((half) => 2 * half),
          height: fc.integer({ min: 20, max: 120 }),
        }),
        {
          minLength: count,
          maxLength: count,
        },
      ),
      // Every card reads one before it, and perhaps more; the last one also those that nobody reads.
      reads: fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), {
        minLength: count - 1,
        maxLength: count - 1,
      }),
    }),
  )

  test('no card lies on another, and arrows lead from edge to edge', () => {
    fc.assert(
      fc.property(graph, ({ items, reads }) => {
        const arrows = reads.flatMap((from, i): Arrow[] =>
          [...new Set(from.map((at) => at % (i + 1)))].map((at) => [at, i + 1]),
        )
        const last = items.length - 1
        for (let i = 0; i < last; i++) if (arrows.every(([from]) => from !== i)) arrows.push([i, last])
        const { places, routes, width, height } = arrange(
          items.map((item) => ({ ...item, lane: 0 })),
          arrows,
        )
        for (const [i, a] of places.entries()) {
          expect(Math.min(a.x, a.y)).toBeGreaterThanOrEqual(0)
          expect(a.x + a.width).toBeLessThanOrEqual(width)
          expect(a.y + a.height).toBeLessThanOrEqual(height)
          for (const b of places.slice(i + 1))
            expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(
              true,
            )
        }
        for (const [i, { points, shape }] of routes.entries()) {
          if (shape === 'bus') continue
          const [from, to] = arrows[i]!.map((at) => places[at]!) as [Place, Place]
          expect(points[0]!.y).toBe(from.y + from.height)
          expect(points.at(-1)!.y).toBe(to.y)
          for (const [end, place] of [
            [points[0]!, from],
            [points.at(-1)!, to],
          ] as const) {
            // prettier-ignore
            expect(end.x).toBeGreaterThanOrEqual(place.x)
            expect(end.x).toBeLessThanOrEqual(place.x + place.width)
          }
        }
      }),
      { numRuns: 200 },
    )
  })
})
