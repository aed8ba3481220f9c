/** @file Which cells a chart draws, and why it leaves out the others. */

import { backendTitle, inOrder, softwareRendered } from '../words/backends.ts'
import { doubtsText, isWhole } from '../words/figures.ts'
import { accuracyGap, latencyGap } from '../words/gaps.ts'
import { oneLine } from '../words/text.ts'
import { backendIds, type BackendId, type Cell, type Device, type Results, type Suite } from '@cnn/bench'

// Public API

export interface Point {
  readonly network: string
  readonly backend: BackendId
  readonly parameters: number
  /** Milliseconds: the median, and its interval; the mean's where the median has none. */
  readonly latency: number
  readonly latencyInterval: readonly [number, number]
  /** Percent, of all test images or published. */
  readonly accuracy: number
  readonly published: boolean
  /** Why the latency is not to be trusted. */
  readonly doubts?: string
}

/** A backend of the chart, and whether its points are drawn. */
export interface Series {
  readonly backend: BackendId
  readonly title: string
  readonly software: boolean
}

export interface Points {
  readonly points: readonly Point[]
  readonly series: readonly Series[]
  /** Software renderers that are left out, since real devices were measured: they would stretch the axis. */
  readonly apart: readonly Series[]
  readonly missing: readonly { readonly network: string; readonly backend: BackendId; readonly why: string }[]
}

/** Software renderers are drawn only where there is nothing else. */
export function pointsOf(results: Results, suite: Suite): Points {
  const cells = inOrder(results.cells).filter((cell) => cell.suite === suite)
  const all = backendIds.flatMap((backend) => {
    const own = cells.filter((cell) => cell.backend === backend)
    return own.length > 0 ? [series(backend, own, results)] : []
  })
  const hardware = all.filter(({ software }) => !software)
  const drawn = hardware.length > 0 ? hardware : all
  const found = cells
    .filter(({ backend }) => drawn.some((one) => one.backend === backend))
    .map((cell) => ({ cell, point: point(cell, cells) }))
  return {
    points: found.flatMap(({ point: one }) => (typeof one === 'string' ? [] : [one])),
    series: drawn,
    apart: all.filter((one) => !drawn.includes(one)),
    missing: found.flatMap(({ cell: { network, backend }, point: why }) =>
      typeof why === 'string' ? [{ network: oneLine(network), backend, why }] : [],
    ),
  }
}

/** Those than which none is as accurate and quicker, or as quick and more accurate: the quickest first. */
export function paretoFront(points: readonly Point[]): Point[] {
  const front: Point[] = []
  for (const one of points.toSorted((a, b) => a.latency - b.latency || b.accuracy - a.accuracy))
    if (front.length === 0 || one.accuracy > front.at(-1)!.accuracy) front.push(one)
  return front
}

// Implementation

function series(backend: BackendId, own: readonly Cell[], results: Results): Series {
  // The device of a backend is the same on all of its cells, except where runs of several machines were put together.
  const device = deviceOf(own) ?? deviceOf(results.cells.filter((cell) => cell.backend === backend))
  return { backend, title: backendTitle(backend, device), software: softwareRendered(backend, device) }
}

/** If any of it was rendered by the processor, the backend must not pass for a GPU. */
const deviceOf = (cells: readonly Cell[]): Device | undefined =>
  (cells.find(({ backend, device }) => softwareRendered(backend, device)) ?? cells.find(({ device }) => device))?.device

/** The point of a cell, or why there is none. */
function point(cell: Cell, cells: readonly Cell[]): Point | string {
  const gap = latencyGap(cell)
  if (gap) return gap.short
  if (cell.accuracyStatus === 'failed') return `accuracy ${accuracyGap(cell)!.short}`
  const { median, interval: ofMean, medianInterval: interval = ofMean } = cell.latency!
  const common = {
    network: oneLine(cell.network),
    backend: cell.backend,
    parameters: cell.parameters,
    // A clock may be too coarse to tell a time from none, and a logarithm needs some.
    latency: Math.max(median, least),
    latencyInterval: [Math.max(interval[0], least), Math.max(interval[1], least)] as const,
    ...(cell.doubts && cell.doubts.length > 0 && { doubts: doubtsText(cell.doubts) }),
  }
  // Accuracy is the network's, on whichever backend it was measured.
  const measured = cells.find((other) => other.network === cell.network && isWhole(other))?.accuracy
  if (measured) return { ...common, accuracy: measured.top1 * 100, published: false }
  const { top1, top5 } = cell.published ?? {}
  if (top1 !== undefined) return { ...common, accuracy: top1, published: true }
  return top5 === undefined ? 'no accuracy, measured or published' : 'only a published top-5'
}

const least = 0.001
