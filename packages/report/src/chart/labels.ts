/** @file Places the names of circles beside them: inside the panel, over no other name and no centre, and rather over no circle. */

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

/** Width of a text as wide fonts set it, since the one that it will be set in is not known; sizes in pixels. */
export const textWidth = (text: string, size = fontSize): number =>
  Array.from(text).reduce(
    (sum, character) => sum + size * (widths.find(([set]) => set.test(character))?.[1] ?? 0.58),
    0,
  )

/** One label a mark, in their order; undefined where the panel has no room left for it. */
export function placeLabels(marks: readonly Mark[], width: number, height: number): (Label | undefined)[] {
  const centres = marks.map(({ x, y }) => around(x, y, 3))
  const possible = marks.map((mark) =>
    candidates(mark).filter(({ box }) => inside(box, width, height) && !centres.some((centre) => overlap(box, centre))),
  )
  const chosen: (Candidate | undefined)[] = marks.map(() => undefined)
  // The first pass takes the best place that is left; the others give each name a second choice, now that all have one.
  let moved = true
  for (let pass = 0; pass < 4 && moved; pass++) {
    moved = false
    for (const [i, own] of possible.entries()) {
      const others = chosen.flatMap((other, j) => (j !== i && other ? [other] : []))
      const found = cheapest(own, (candidate) => cost(candidate, marks, others))
      moved ||= found !== chosen[i]
      chosen[i] = found
    }
  }
  return chosen.map((candidate, i) => candidate && label(marks[i]!, candidate))
}

// Implementation

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}
interface Candidate {
  readonly box: Box
  readonly gap: number
  readonly angle: number
  /** Points along the line to the circle; none where the name stands close by. */
  readonly leader: readonly (readonly [x: number, y: number])[]
}

const widths: readonly (readonly [RegExp, number])[] = [
  [/[iljtfr.,:;|!'()[\] -]/, 0.37],
  [/[mwMW%@—]/, 0.92],
  [/[A-Z]/, 0.7],
  [/[\u1100-\u{10ffff}]/u, 1.05],
]

const lineHeight = fontSize + 3
const gaps = [3, 7, 12, 18, 26, 36, 48, 64, 84]
const angles = Array.from({ length: 24 }, (_, i) => (i * Math.PI) / 12)

/** Boxes that touch a ring around the mark: at its right side with their left edge, above it with their lower one. */
function candidates({ x, y, r, text }: Mark): Candidate[] {
  const width = textWidth(text)
  return gaps.flatMap((gap) =>
    angles.map((angle) => {
      const left = x + (r + gap) * Math.cos(angle) - (width * (1 - Math.cos(angle))) / 2
      const top = y + (r + gap) * Math.sin(angle) - (lineHeight * (1 - Math.sin(angle))) / 2
      const box = { left, top, right: left + width, bottom: top + lineHeight }
      const along = gap <= 12 ? [] : Array.from({ length: gap / 2 }, (_, i) => r + 1 + 2 * i)
      return {
        box,
        gap,
        angle,
        leader: along.map((far) => [x + far * Math.cos(angle), y + far * Math.sin(angle)] as const),
      }
    }),
  )
}

const around = (x: number, y: number, r: number): Box => ({ left: x - r, top: y - r, right: x + r, bottom: y + r })

const inside = ({ left, top, right, bottom }: Box, width: number, height: number): boolean =>
  left >= 3 && top >= 1 && right <= width - 3 && bottom <= height - 1

const overlap = (a: Box, b: Box): boolean =>
  Math.min(a.right, b.right) > Math.max(a.left, b.left) && Math.min(a.bottom, b.bottom) > Math.max(a.top, b.top)

/** From a point to the nearest one of a box. */
const distance = ({ left, top, right, bottom }: Box, x: number, y: number): number =>
  Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom))

/** Near, level with the circle, to its right, off the circles, and without lines through names; never over another name. */
function cost({ box, gap, angle, leader }: Candidate, marks: readonly Mark[], others: readonly Candidate[]): number {
  if (others.some((other) => overlap(box, other.box))) return Infinity
  const covered = marks.filter(({ x, y, r }) => distance(box, x, y) < r + 1).length
  const crossed = others.filter((other) => meets(leader, other.box) || meets(other.leader, box)).length
  const pricked = marks.filter(({ x, y }) => meets(leader, around(x, y, 2))).length
  return (
    gap + covered * 25 + crossed * 60 + pricked * 30 + Math.abs(Math.sin(angle)) * 3 + (Math.cos(angle) < 0 ? 0.5 : 0)
  )
}

const meets = (leader: Candidate['leader'], box: Box): boolean => leader.some(([x, y]) => distance(box, x, y) < 1)

function cheapest(all: readonly Candidate[], cost: (candidate: Candidate) => number): Candidate | undefined {
  const costs = all.map(cost)
  const least = Math.min(...costs)
  return least < Infinity ? all[costs.indexOf(least)] : undefined
}

const label = ({ text }: Mark, { box, leader }: Candidate): Label => ({
  text,
  x: box.left,
  y: box.bottom - 3.5,
  ...(leader.length > 0 && { leader: [...leader[0]!, ...leader.at(-1)!] as const }),
})
