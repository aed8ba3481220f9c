/** @file How long a network would take on a backend, from those that were measured or tried there. */

import type { Cell, Latency } from '../results/results.ts'
import { hasShaders } from '../results/shaders.ts'
import { quantile } from '../results/statistics.ts'
import { shadersOf } from './subjects.ts'

// Public API

/** Milliseconds for the latency of a cell, and the networks whose times on the backend tell so. */
export interface Estimate {
  readonly milliseconds: number
  readonly from: readonly string[]
}

/** Undefined where too little is known to tell: then the cell has to be tried. */
export function estimate(wanted: Wanted, known: readonly Cell[]): Estimate | undefined {
  // What was skipped without a try tells nothing that it was not told by others.
  const there = known
    .filter((cell) => cell.backend === wanted.backend && !cell.estimatedFrom)
    .toSorted((a, b) => b.macs - a.macs)
  const software = there.some(({ device }) => device?.software)
  const grown = byTwo(wanted, there) ?? (software ? undefined : byOne(wanted, there))
  const all = [...(grown ? [grown] : []), ...(software ? there.flatMap((cell) => atLeast(wanted, cell, there)) : [])]
  return all.toSorted((a, b) => b.milliseconds - a.milliseconds)[0]
}

// Implementation

type Wanted = Pick<Cell, 'network' | 'macs' | 'backend' | 'parameters'>

/** The fewest inferences that a measurement takes: a first one, a second one and three warm ones. */
const fewest = 5
/**
 * Two networks of like work, ResNet-20 and the plain one for instance, tell of noise and not of how time grows with
 * work; and one of 121 layers that is too slow for its launches tells nothing of one with 8 layers and the same work.
 */
const apart = 4
/** Where only one network was measured, it tells nothing of networks with more than so many times its work. */
const near = 10

/** A small network's time is mostly overhead, which does not grow: two networks tell how much does. */
function byTwo(wanted: Wanted, there: readonly Cell[]): Estimate | undefined {
  const largest = there.find((cell) => cell.latency)
  const smaller = there.find((cell) => cell.latency && largest && cell.macs <= largest.macs / apart)
  if (!largest?.latency || !smaller?.latency) return undefined
  const slope = Math.max(0, (largest.latency.median - smaller.latency.median) / (largest.macs - smaller.macs))
  const each = largest.latency.median + slope * (wanted.macs - largest.macs)
  return {
    milliseconds: beginning(wanted, largest.latency, there) + fewest * each,
    from: [smaller.network, largest.network],
  }
}

function byOne(wanted: Wanted, there: readonly Cell[]): Estimate | undefined {
  const { macs } = wanted
  const tried = there.find((cell) => cell.estimate !== undefined && cell.macs <= macs / apart)
  if (tried?.estimate !== undefined)
    return { milliseconds: (tried.estimate * macs) / tried.macs, from: [tried.network] }
  const largest = there.find((cell) => cell.latency)
  if (!largest?.latency || macs > near * largest.macs) return undefined
  const each = (largest.latency.median * macs) / largest.macs
  return { milliseconds: beginning(wanted, largest.latency, there) + fewest * each, from: [largest.network] }
}

/**
 * What a software renderer takes at least. Its time is some for each kind of layer and some for each
 * multiply-accumulate; whatever the shares, a network with more of both takes longer, and one with half of both half as
 * long.
 */
function atLeast({ network, macs }: Wanted, cell: Cell, there: readonly Cell[]): Estimate[] {
  const times = Math.min(macs / cell.macs, shadersOf(network) / shadersOf(cell.network))
  const { latency, estimate: tried } = cell
  const from = [cell.network]
  if (latency) {
    const milliseconds = latency.setup + compiling(network, there) + fewest * latency.median * times
    return [{ milliseconds, from }]
  }
  return tried === undefined ? [] : [{ milliseconds: tried * times, from }]
}

/** Set-up, and what the first inference takes longer than a warm one; `measured` is of the largest network there. */
const beginning = (wanted: Wanted, measured: Latency, there: readonly Cell[]): number =>
  hasShaders(wanted.backend) ? measured.setup + compiling(wanted.network, there) : placing(wanted, measured, there)

/**
 * On a processor that grows with the weights, which are placed and packed: two networks tell how much. Small ones tell
 * nothing of one that is far heavier.
 */
function placing({ parameters }: Wanted, measured: Latency, there: readonly Cell[]): number {
  const total = (latency: Latency) => latency.setup + surplus(latency)
  const known = there
    .flatMap((cell) => (cell.latency ? [{ weights: cell.parameters, time: total(cell.latency) }] : []))
    .toSorted((a, b) => b.weights - a.weights)
  const [heaviest, lightest] = [known[0]!, known.at(-1)!]
  if (lightest.weights > heaviest.weights / apart || parameters > near * heaviest.weights) return total(measured)
  const slope = Math.max(0, (heaviest.time - lightest.time) / (heaviest.weights - lightest.weights))
  return Math.max(0, heaviest.time + slope * (parameters - heaviest.weights))
}

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
