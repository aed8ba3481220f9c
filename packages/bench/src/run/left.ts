/** @file How long the rest of a run takes, from what was measured so far. */

import type { Cell } from '../results/results.ts'
import { estimate } from './estimate.ts'
import { usualRate } from './most-time.ts'
import type { Plan } from './plan.ts'
import { allImages, isClassified } from './steps.ts'
import { budgetOf, deviceOf, untried } from './untried.ts'

// Public API

/**
 * Milliseconds for the cells that are not among the `known` ones, and for the accuracy of networks that have none yet:
 * about right once each backend was tried, and rather too much before.
 */
export function timeLeft(plan: Plan, cells: readonly (readonly Cell[])[], known: readonly Cell[]): number {
  const is = (a: Cell) => (b: Cell) => a.network === b.network && a.backend === b.backend
  return cells
    .flatMap((own) => {
      const latencies = own.filter((cell) => !known.some(is(cell))).map((cell) => latencyTime(cell, plan, known))
      const [first] = own
      const classified = known.some(({ network, accuracyStatus }) => network === first!.network && accuracyStatus)
      return isClassified(first!, plan) && !classified ? [...latencies, accuracyTime(first!, known)] : latencies
    })
    .reduce((sum, one) => sum + one, 0)
}

// Implementation

function latencyTime(cell: Cell, plan: Plan, known: readonly Cell[]): number {
  if (known.some(({ backend, status }) => backend === cell.backend && status === 'absent')) return 0
  if (untried(cell, plan, known)) return 0
  const most = 1000 * budgetOf(plan, deviceOf(cell, known))
  const expected = estimate(cell, known)
  if (expected === undefined) return plan.budget * 300
  return opening + Math.min(most, expected.milliseconds + (plan.enough ?? 2000))
}

/** A page to open, files to fetch. */
const opening = 700

/** By the rate of the quickest backend so far, which is at least what a laptop's WASM does. */
function accuracyTime({ macs }: Cell, known: readonly Cell[]): number {
  const rates = known.flatMap((cell) => (cell.latency ? [cell.macs / Math.max(cell.latency.median, 0.01)] : []))
  return opening + (allImages * macs) / Math.max(usualRate / 1000, ...rates)
}
