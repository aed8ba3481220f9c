/** @file Two runs beside each other: which cells became faster, which slower, and which nobody can tell. */

import { ratioInTurns, ratioOfRuns, type Ratio } from './ratio.ts'
import type { Cell, Latency, Results } from './results.ts'
import { spreadOf } from './run-spread.ts'

// Public API

/** What a comparison comes to. */
export const verdicts = ['faster', 'slower', 'no difference', 'cannot tell'] as const
/** One of `verdicts`. */
export type Verdict = (typeof verdicts)[number]

/** One network on one backend in both runs. Times are medians in milliseconds. */
export interface ComparedCell extends Ratio {
  readonly network: string
  readonly backend: Cell['backend']
  readonly before: number
  readonly after: number
  readonly verdict: Verdict
}

/** A cell that is not compared, and why. */
export interface LeftOut extends Pick<Cell, 'network' | 'backend'> {
  readonly why: string
}

/** All cells of two runs. */
export interface Comparison {
  /** The difference that matters, as a share: 0.05 is 5 %. */
  readonly threshold: number
  /** Whether both were measured in turns, page by page. */
  readonly inTurns: boolean
  readonly cells: readonly ComparedCell[]
  readonly leftOut: readonly LeftOut[]
}

/** Compares the latency of every cell that both runs measured, in the order of `after`. */
export function compare(before: Results, after: Results, threshold = 0.05): Comparison {
  const inTurns = before.beside !== undefined && before.beside === after.beside
  const pairs: Pair[] = []
  const leftOut: LeftOut[] = []
  for (const cell of after.cells) {
    const { network, backend } = cell
    const was = partner(cell, before)
    if (was?.latency && cell.latency) pairs.push({ network, backend, latencies: [was.latency, cell.latency] })
    else leftOut.push({ network, backend, why: was ? gapOf(was, cell) : 'not in the run before' })
  }
  const cells = pairs.map(({ network, backend, latencies: [was, is] }, i): ComparedCell => {
    const ratio =
      (inTurns ? ratioInTurns(was, is) : undefined) ?? ratioOfRuns(was, is, spreadOf(logRatios(pairs.toSpliced(i, 1))))
    const times = { before: was.median, after: is.median }
    return { network, backend, ...times, ...ratio, verdict: verdictOf(ratio, threshold) }
  })
  for (const cell of before.cells)
    if (!partner(cell, after))
      leftOut.push({ network: cell.network, backend: cell.backend, why: 'not in the run after' })
  return { threshold, inTurns, cells, leftOut }
}

/** The cell of the same network on the same backend. */
export const partner = ({ network, backend }: Cell, { cells }: Results): Cell | undefined =>
  cells.find((cell) => cell.network === network && cell.backend === backend)

/** Whether a cell is slower by more than the threshold. */
export const isTooSlow = ({ verdict, ratio }: ComparedCell, { threshold }: Comparison): boolean =>
  verdict === 'slower' && ratio > 1 + threshold

/**
 * Faster or slower where the interval leaves out 1 and the difference is one that a person would ever act on. No
 * difference where the interval leaves out every difference beyond the threshold. Else nobody can tell.
 */
export function verdictOf({ ratio, interval }: Ratio, threshold: number): Verdict {
  if (!interval) return 'cannot tell'
  const [low, high] = interval
  if (low > 1 && ratio > 1 + least) return 'slower'
  if (high < 1 && ratio < 1 / (1 + least)) return 'faster'
  return low > 1 / (1 + threshold) && high < 1 + threshold ? 'no difference' : 'cannot tell'
}

// Implementation

interface Pair extends Pick<Cell, 'network' | 'backend'> {
  readonly latencies: readonly [before: Latency, after: Latency]
}

const logRatios = (pairs: readonly Pair[]): number[] =>
  pairs.map(({ latencies: [was, is] }) => Math.log(is.median / was.median)).filter(Number.isFinite)

/** Of a hundred intervals that hold 1 with 95 %, five leave it out by chance: most of them by less than this. */
const least = 0.02

function gapOf(before: Cell, after: Cell): string {
  const told = ({ status, reason }: Cell, which: string) => `${status} ${which}${reason ? `: ${reason}` : ''}`
  return before.latency ? told(after, 'after') : told(before, 'before')
}
