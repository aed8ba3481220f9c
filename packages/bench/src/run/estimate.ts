/** @file How long a network would take on a backend, from those that were measured there. */

import type { Cell, Latency } from '../results/results.ts'
import { hasShaders } from '../results/shaders.ts'
import { quantile } from '../results/statistics.ts'
import { shadersOf } from './subjects.ts'

// Public API

/** Milliseconds for the cell's latency, or undefined where too little is known to tell: then it has to be tried. */
export function estimate(
  { network, macs, backend }: Pick<Cell, 'network' | 'macs' | 'backend'>,
  known: readonly Cell[],
): number | undefined {
  const there = known.filter((cell) => cell.backend === backend).toSorted((a, b) => b.macs - a.macs)
  const largest = there.find((cell) => cell.latency)
  const smaller = there.find((cell) => cell.latency && largest && cell.macs <= largest.macs / apart)
  const total = (measured: Latency, each: number) =>
    measured.setup + (hasShaders(backend) ? compiling(network, there) : surplus(measured)) + fewest * each
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

/** Set-up and the first inference take longer than a warm one. On a processor that does not grow with the network. */
const surplus = ({ first, median }: Latency): number => Math.max(0, first - median)

/**
 * Shaders are compiled one after the other. The first network of a run has the start of the renderer in it besides, and
 * alone it tells a third of what it seems to.
 */
function compiling(network: string, there: readonly Cell[]): number {
  const rates = there.flatMap((cell) => (cell.latency ? [surplus(cell.latency) / shadersOf(cell.network)] : []))
  const sorted = rates.toSorted((a, b) => a - b)
  return shadersOf(network) * (sorted.length === 1 ? sorted[0]! / 3 : quantile(sorted, 0.5))
}
