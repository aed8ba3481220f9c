/** @file Which cells are not worth a try, by what their backend took for other networks. */

import type { Cell, Device } from '../results/results.ts'
import { hasShaders } from '../results/shaders.ts'
import { estimate } from './estimate.ts'
import type { Plan } from './plan.ts'

// Public API

/** What the cells of the backend told of what it computes on. */
export const deviceOf = ({ backend }: Pick<Cell, 'backend'>, known: readonly Cell[]): Device | undefined =>
  known.find((other) => other.backend === backend && other.device)?.device

/** Seconds for the latency of a cell. */
export const budgetOf = ({ budget }: Pick<Plan, 'budget'>, device: Device | undefined): number =>
  device?.software ? budget * softwareShare : budget

/**
 * Why the cell is not worth a try; undefined where it is, or where nobody knows. A GPU always is: what its driver
 * compiles, and how it likes another network, no other network tells.
 */
export function untried(
  cell: Cell,
  plan: Pick<Plan, 'budget'>,
  known: readonly Cell[],
): (Required<Pick<Cell, 'reason' | 'estimate' | 'estimatedFrom'>> & Pick<Cell, 'device'>) | undefined {
  const device = deviceOf(cell, known)
  if (hasShaders(cell.backend) && !device?.software) return undefined
  const expected = estimate(cell, known)
  const budget = budgetOf(plan, device)
  if (expected === undefined || expected.milliseconds <= budget * 1000) return undefined
  const where = device?.software ? ' on a software renderer' : ''
  const why = `by what ${expected.from.join(' and ')} took there`
  return {
    reason: `would not end in the budget of ${budget} s a cell${where}, ${why}`,
    estimate: expected.milliseconds,
    estimatedFrom: [...expected.from],
    ...(device && { device }),
  }
}

// Implementation

/** Of the budget, for a cell on a software renderer: its times tell nothing of a GPU. */
const softwareShare = 1 / 2
