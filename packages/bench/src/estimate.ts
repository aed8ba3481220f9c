/** @file How long a network would take on a backend, from those that were measured there. */

import type { BackendId, Cell } from './results.ts'

// Public API

/** Milliseconds for the cell's latency, or undefined where too little is known to tell. */
export function estimate(macs: number, backend: BackendId, measured: readonly Cell[]): number | undefined {
  const [largest, smaller] = measured.filter((cell) => cell.backend === backend && cell.latency).toSorted((a, b) => b.macs - a.macs)
  if (!largest?.latency || macs > tooFar * largest.macs) return undefined
  const { median, first, setup } = largest.latency
  // A small network's time is mostly overhead, which does not grow: two networks tell how much does.
  const slope = smaller?.latency ? (median - smaller.latency.median) / (largest.macs - smaller.macs) : median / largest.macs
  const each = median + Math.max(0, slope) * (macs - largest.macs)
  // Of the first inference, what it takes beyond a warm one is taken to stay: compiling shaders above all.
  return setup + Math.max(0, first - median) + fewest * each
}

// Implementation

/** The fewest inferences that a measurement takes: a first one, a second one and three warm ones. */
const fewest = 5
/** A network of so many times the work of the largest one measured is beyond what that one tells. */
const tooFar = 500
