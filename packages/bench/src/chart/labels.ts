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
  Array.from(text).reduce((sum, character) => sum + size * (widths.find(([set]) => set.test(character))?.[1] ?? 0.58), 0)

/** One label a mark, in their order; undefined where the panel has no room left for it. */
export function placeLabels(marks: readonly Mark[], width: number, height: number): (Label | undefined)[] {
  const placed: Box[] = []
  return marks.map((mark) => {
    const free = candidates(mark).filter(({ box }) => inside(box, width, height) && !placed.some((other) => overlap(box, other) > 0))
    const clear = free.filter(({ box }) => !marks.some(({ x, y }) => overlap(box, around(x, y, 3)) > 0))
    const best = clear.reduce<Candidate | undefined>((best, next) => (best && cost(best, marks) <= cost(next, marks) ? best : next), undefined)
    if (!best) return undefined
    placed.push(best.box)
    return label(mark, best)
  })
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
      return { box: { left, top, right: left + width, bottom: top + lineHeight }, gap, angle }
    }),
  )
}

const around = (x: number, y: number, r: number): Box => ({ left: x - r, top: y - r, right: x + r, bottom: y + r })

const inside = ({ left, top, right, bottom }: Box, width: number, height: number): boolean =>
  left >= 2 && top >= 1 && right <= width - 2 && bottom <= height - 1

/** The area that two boxes have in common. */
const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top))

/** Near, level with the circle, to its right, and off the circles, in falling order of weight. */
function cost({ box, gap, angle }: Candidate, marks: readonly Mark[]): number {
  const covered = marks.reduce((sum, { x, y, r }) => sum + overlap(box, around(x, y, r * 0.9)), 0)
  return gap + covered * 0.12 + Math.abs(Math.sin(angle)) * 3 + (Math.cos(angle) < 0 ? 1 : 0)
}

function label({ x, y, r, text }: Mark, { box, gap, angle }: Candidate): Label {
  const place = { text, x: box.left, y: box.bottom - 3.5 }
  if (gap <= 12) return place
  const at = (distance: number) => [x + distance * Math.cos(angle), y + distance * Math.sin(angle)] as const
  return { ...place, leader: [...at(r + 1), ...at(r + gap - 1)] }
}
