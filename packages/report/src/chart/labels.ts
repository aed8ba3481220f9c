/**
 * @file Places the names of circles beside them: inside the panel, over no other name and no centre, and rather over no
 * circle.
 */

import { textWidth } from '@cnn/shapes'

// Public API

export interface Mark {
  readonly x: number
  readonly y: number
  readonly r: number
  readonly text: string
}

export interface Label {
  readonly text: string
  /** Left end and baseline. */
  readonly x: number
  readonly y: number
  /** A line from the circle, where the name stands too far off to be taken for its own. */
  readonly leader?: readonly [x1: number, y1: number, x2: number, y2: number]
}

export const fontSize = 11

/** Of a text of the chart: in pixels, as its size is. */
export const widthOf = (text: string, size = fontSize): number => textWidth(text, size, 'any')

/**
 * One label a mark, in their order; undefined where its text is empty or the panel has no room left for it, and for all
 * behind the first 40.
 */
export function placeLabels(marks: readonly Mark[], width: number, height: number): (Label | undefined)[] {
  const panel: Panel = { marks: marks.slice(0, most.obstacles), width, height }
  const named = marks.slice(0, most.names)
  const possible = named.map((mark) =>
    mark.text === '' ? [] : candidates(mark).map((candidate) => ({ ...candidate, own: undefined })),
  )
  const chosen: (Candidate | undefined)[] = named.map(() => undefined)
  // The first pass takes the best place that is left; the others give each name a second choice, now that all have one.
  let moved = true
  for (let pass = 0; pass < 4 && moved; pass++) {
    moved = false
    for (const [i, own] of possible.entries()) {
      const others = chosen.flatMap((other, j) => (j !== i && other ? [other] : []))
      const found = cheapest(own, panel, others)
      moved ||= found !== chosen[i]
      chosen[i] = found
    }
  }
  return marks.map((mark, i) => chosen[i] && label(mark, chosen[i]))
}

// Implementation

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}
interface Panel {
  readonly marks: readonly Mark[]
  readonly width: number
  readonly height: number
}
/** Points two pixels apart, from the edge of a circle outwards. */
interface Leader {
  readonly x: number
  readonly y: number
  readonly right: number
  readonly down: number
  readonly from: number
  readonly points: number
}
interface Candidate {
  readonly box: Box
  /** What it costs alone: near, level with the circle and to its right is best. */
  readonly effort: number
  /** In the order of trying, which decides between equals. */
  readonly rank: number
  /** What it costs wherever other names stand, once that is known; infinite where it may not stand at all. */
  own: number | undefined
  /** The line to the circle; without points where the name stands close by. */
  readonly leader: Leader
}

const lineHeight = fontSize + 3
const gaps = [3, 7, 12, 18, 26, 36, 48, 64, 84]
const angles = Array.from({ length: 24 }, (_, i) => (i * Math.PI) / 12)

/** More than can be read in a panel, so that the time has a bound whatever a file of results holds. */
const most = { names: 40, obstacles: 80 }

/**
 * Boxes that touch a ring around the mark: at its right side with their left edge, above it with their lower one.
 * Cheapest first.
 */
function candidates({ x, y, r, text }: Mark): Omit<Candidate, 'own'>[] {
  const width = widthOf(text)
  const all = gaps.flatMap((gap, near) =>
    angles.map((angle, turn) => {
      const left = x + (r + gap) * Math.cos(angle) - (width * (1 - Math.cos(angle))) / 2
      const top = y + (r + gap) * Math.sin(angle) - (lineHeight * (1 - Math.sin(angle))) / 2
      const box = { left, top, right: left + width, bottom: top + lineHeight }
      const points = gap <= 12 ? 0 : Math.floor(gap / 2)
      const leader = { x, y, right: Math.cos(angle), down: Math.sin(angle), from: r + 1, points }
      const effort = gap + Math.abs(Math.sin(angle)) * 3 + (Math.cos(angle) < 0 ? 0.5 : 0)
      return { box, leader, effort, rank: near * angles.length + turn }
    }),
  )
  return all.sort((a, b) => a.effort - b.effort)
}

const around = (x: number, y: number, r: number): Box => ({ left: x - r, top: y - r, right: x + r, bottom: y + r })

const inside = ({ left, top, right, bottom }: Box, width: number, height: number): boolean =>
  left >= 3 && top >= 1 && right <= width - 3 && bottom <= height - 1

const overlap = (a: Box, b: Box): boolean =>
  Math.min(a.right, b.right) > Math.max(a.left, b.left) && Math.min(a.bottom, b.bottom) > Math.max(a.top, b.top)

/** Whether a point lies nearer than so much to a box. */
function isNear({ left, top, right, bottom }: Box, x: number, y: number, reach: number): boolean {
  const across = x < left ? left - x : x > right ? x - right : 0
  const along = y < top ? top - y : y > bottom ? y - bottom : 0
  return across * across + along * along < reach * reach
}

/** Inside the panel, over no centre, off the circles, and with a line that meets none. */
function ownCost(candidate: Candidate, { marks, width, height }: Panel): number {
  const { box, leader } = candidate
  if (!inside(box, width, height)) return Infinity
  let own = candidate.effort
  for (const { x, y, r } of marks) {
    if (overlap(box, around(x, y, 3))) return Infinity
    if (isNear(box, x, y, r + 1)) own += 25
    if (leader.points > 0 && meets(leader, around(x, y, 2))) own += 30
  }
  return own
}

/** Besides, without lines through names; never over another name. */
function cost({ box, leader, own }: Candidate, others: readonly Candidate[]): number {
  if (others.some((other) => overlap(box, other.box))) return Infinity
  return own! + others.filter((other) => meets(leader, other.box) || meets(other.leader, box)).length * 60
}

const pointOf = ({ x, y, right, down, from }: Leader, i: number): readonly [x: number, y: number] => [
  x + (from + 2 * i) * right,
  y + (from + 2 * i) * down,
]

function meets(leader: Leader, box: Box): boolean {
  const { x, y, right, down, from, points } = leader
  for (let i = 0; i < points; i++)
    if (isNear(box, x + (from + 2 * i) * right, y + (from + 2 * i) * down, 1)) return true
  return false
}

/**
 * Looks no further than a candidate could still win by its effort alone: with few names, that is after the first ones.
 */
function cheapest(all: readonly Candidate[], panel: Panel, others: readonly Candidate[]): Candidate | undefined {
  let [best, least]: [Candidate | undefined, number] = [undefined, Infinity]
  for (const candidate of all) {
    if (candidate.effort > least) break
    candidate.own ??= ownCost(candidate, panel)
    const total = candidate.own < Infinity ? cost(candidate, others) : Infinity
    if (total < least || (best && total === least && candidate.rank < best.rank)) [best, least] = [candidate, total]
  }
  return best
}

const label = ({ text }: Mark, { box, leader }: Candidate): Label => ({
  text,
  x: box.left,
  y: box.bottom - 3.5,
  ...(leader.points > 0 && { leader: [...pointOf(leader, 0), ...pointOf(leader, leader.points - 1)] as const }),
})
