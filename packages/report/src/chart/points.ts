/** @file Which cells a chart draws, in one panel for each backend, and why it leaves out the others. */

import { backendTitle, inOrder, softwareRendered } from '../words/backends.ts'
import { accuracyGap, latencyGap } from '../words/gaps.ts'
import { oneLine } from '../words/text.ts'
import { backendIds, type BackendId, type Cell, type Device, type Results, type Suite } from '@cnn/bench'

// Public API

export interface Point {
  readonly network: string
  readonly parameters: number
  /** Milliseconds: the median, and the interval of the mean. */
  readonly latency: number
  readonly latencyInterval: readonly [number, number]
  /** Percent, measured or published. */
  readonly accuracy: number
  /** Absent for a published accuracy, which has no interval. */
  readonly accuracyInterval?: readonly [number, number]
}

export interface Panel {
  readonly backend: BackendId
  readonly title: string
  /** What computed: the adapter, renderer or processor. */
  readonly device: string
  readonly points: readonly Point[]
  readonly missing: readonly { readonly network: string; readonly why: string }[]
}

/** A panel for every backend of the suite, also where nothing could be measured. */
export function panels(results: Results, suite: Suite): Panel[] {
  const cells = inOrder(results.cells).filter((cell) => cell.suite === suite)
  const present = backendIds.filter((backend) => cells.some((cell) => cell.backend === backend))
  return present.map((backend) => {
    const own = cells.filter((cell) => cell.backend === backend)
    // The device of a backend is the same on all of its cells, except where runs of several machines were put together.
    const device = deviceOf(own) ?? deviceOf(results.cells.filter((cell) => cell.backend === backend))
    const all = own.map((cell) => ({ network: oneLine(cell.network), drawn: point(cell) }))
    return {
      backend,
      title: backendTitle(backend, device),
      device: oneLine(device?.name ?? ''),
      points: all.flatMap(({ drawn }) => (typeof drawn === 'string' ? [] : [drawn])),
      missing: all.flatMap(({ network, drawn }) => (typeof drawn === 'string' ? [{ network, why: drawn }] : [])),
    }
  })
}

// Implementation

/** If any of it was rendered by the processor, the panel must not pass for a GPU. */
const deviceOf = (cells: readonly Cell[]): Device | undefined =>
  (cells.find(({ backend, device }) => softwareRendered(backend, device)) ?? cells.find(({ device }) => device))?.device

/** The point of a cell, or why there is none. */
function point(cell: Cell): Point | string {
  const gap = latencyGap(cell)
  if (gap) return gap.short
  const { median, interval } = cell.latency!
  const common = {
    network: oneLine(cell.network),
    parameters: cell.parameters,
    // A clock may be too coarse to tell a time from none, and a logarithm needs some.
    latency: Math.max(median, least),
    latencyInterval: [Math.max(interval[0], least), Math.max(interval[1], least)] as const,
  }
  if (cell.suite === 'imagenet') {
    const { top1, top5 } = cell.published ?? {}
    if (top1 !== undefined) return { ...common, accuracy: top1 }
    return top5 === undefined ? 'no published accuracy' : 'only a published top-5'
  }
  const { accuracy } = cell
  if (!accuracy) return accuracyGap(cell) ? `accuracy ${accuracyGap(cell)!.short}` : 'accuracy not measured'
  return {
    ...common,
    accuracy: accuracy.top1 * 100,
    accuracyInterval: [accuracy.interval[0] * 100, accuracy.interval[1] * 100],
  }
}

const least = 0.001
