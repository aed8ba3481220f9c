/**
 * @file Memory by lifetimes: two buffers may lie in one place if one is last read before the other is first written.
 */

import type { PlacedMap, PlannedBuffer, PlanStep } from './data.ts'

/**
 * First fit, the largest first. `given` is written before the first step, `kept` is read after the last. Sizes are in
 * bytes.
 */
export function placeBuffers(
  sizes: readonly number[],
  steps: readonly PlanStep[],
  given: readonly PlacedMap[],
  kept: readonly PlacedMap[],
): PlannedBuffer[] {
  const lives = sizes.map(() => ({ first: Infinity, last: -1 }))
  const touch = ({ buffer }: PlacedMap, at: number) => {
    const life = lives[buffer]!
    life.first = Math.min(life.first, at)
    life.last = Math.max(life.last, at)
  }
  for (const map of given) touch(map, -1)
  for (const [i, step] of steps.entries()) for (const map of mapsOf(step)) touch(map, i)
  for (const map of kept) touch(map, steps.length)
  const placed: (PlannedBuffer & { readonly index: number })[] = []
  const order = [...sizes.keys()].sort((a, b) => sizes[b]! - sizes[a]! || a - b)
  for (const index of order) {
    const { first, last } = lives[index]!
    const bytes = align(sizes[index]!)
    const beside = placed.filter((other) => other.first <= last && first <= other.last).sort((a, b) => a.at - b.at)
    let at = 0
    for (const other of beside) {
      if (at + bytes <= other.at) break
      at = Math.max(at, other.at + other.bytes)
    }
    placed.push({ index, at, bytes, first, last })
  }
  return placed.sort((a, b) => a.index - b.index).map(({ at, bytes, first, last }) => ({ at, bytes, first, last }))
}

/** Up to whole cache lines. */
export const align = (bytes: number): number => Math.ceil(bytes / 64) * 64

/** What a step reads and writes. */
export function mapsOf(step: PlanStep): PlacedMap[] {
  const maps = [step.input, step.output]
  if ('residual' in step && step.residual) maps.push(step.residual)
  if ('other' in step) maps.push(step.other)
  return maps
}
