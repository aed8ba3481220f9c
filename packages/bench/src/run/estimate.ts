/** @file How long a network would take on a backend, from those that were measured there. */

import type { BackendId, Cell, Latency } from '../results/results.ts'

// Public API

/** Milliseconds for the cell's latency, or undefined where too little is known to tell: then it has to be tried. */
export function estimate(macs: number, backend: BackendId, known: readonly Cell[]): number | undefined {
  const there = known.filter((cell) => cell.backend === backend).toSorted((a, b) => b.macs - a.macs)
  const largest = there.find((cell) => cell.latency)
  const smaller = there.find((cell) => cell.latency && largest && cell.macs <= largest.macs / apart)
  if (largest?.latency && smaller?.latency) {
    // A small network's time is mostly overhead, which does not grow: two networks tell how much does.
    const slope = Math.max(0, (largest.latency.median - smaller.latency.median) / (largest.macs - smaller.macs))
    return total(largest.latency, largest.latency.median + slope * (macs - largest.macs))
  }
  const tried = there.find((cell) => cell.estimate !== undefined && cell.macs <= macs / apart)
  if (tried?.estimate !== undefined) return (tried.estimate * macs) / tried.macs
  if (largest?.latency && macs <= near * largest.macs)
    return total(largest.latency, (largest.latency.median * macs) / largest.macs)
  return undefined
}

// Implementation

/** The fewest inferences that a measurement takes: a first one, a second one and three warm ones. */
const fewest = 5
/**
 * Two networks of like work, ResNet-20 and the plain one for instance, tell of noise and not of how time grows with
 * work; and one of 121 layers that is too slow for its launches tells nothing of one with 8 layers and the same work.
 */
const apart = 4
/** Where only one network was measured, it tells nothing of networks with more than so many times its work. */
const near = 10

/**
 * Set-up and the first inference take longer than a warm one, above all to compile shaders. That surplus is assumed not
 * to grow with the network.
 */
const total = ({ setup, first, median }: Latency, each: number): number =>
  setup + Math.max(0, first - median) + fewest * each
