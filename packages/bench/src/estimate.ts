/** @file How long a network would take on a backend, from the largest one measured there. */

import type { BackendId, Cell } from './results.ts'

/** The fewest inferences that a measurement takes: a first one, a second one and three warm ones. */
const fewest = 5

/** Milliseconds for the cell's latency, or undefined where nothing is known of the backend yet. */
export function estimate(macs: number, backend: BackendId, measured: readonly Cell[]): number | undefined {
  const [largest] = measured.filter((cell) => cell.backend === backend && cell.latency).toSorted((a, b) => b.macs - a.macs)
  if (!largest?.latency) return undefined
  const { median, first, setup } = largest.latency
  // What does not grow with the network, compiling shaders above all, is taken as it was there.
  return setup + Math.max(0, first - median) + (fewest * median * macs) / largest.macs
}
