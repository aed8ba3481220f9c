/** @file For how many images and threads a program is made, and which of its steps threads share. */

import type { PlacedMap, PlanStep } from '../plan/data.ts'

// Public API

/** What a program is made for. */
export interface Sharing {
  readonly images: number
  readonly threads: number
  /** Rows of a register tile: 6 with relaxed SIMD, 5 without. */
  readonly rows: number
}

/** A piece should take about this many multiply-accumulates, some 25 µs. */
export const pieceMacs = 800_000

/**
 * How a step is shared. One that is not worth two pieces is one thread's: threads would take longer to agree on who
 * does what than they save.
 */
export const sharingOf = (step: PlanStep, sharing: Sharing): Sharing =>
  sharing.images * workOf(step) < 2 * pieceMacs ? { ...sharing, threads: 1 } : sharing

// Implementation

/** What only moves numbers takes as long for each as for sixteen multiply-accumulates. */
const workOf = ({ macs, input, output }: PlanStep): number => macs || 16 * Math.max(numbers(input), numbers(output))

const numbers = ({ height, width, channels }: PlacedMap) => height * width * channels
