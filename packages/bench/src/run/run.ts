/** @file Runs a plan, cell after cell, and keeps the results whole after each. */

import type { Reference } from './agreement.ts'
import { Board, type Listener } from './board.ts'
import type { Plan } from './plan.ts'
import type { BackendId, Environment, Results } from '../results/results.ts'
import { accuracyOf, accuracyOrder, classifiedNetworks, latencyOf, latencyOrder, type Perform } from './steps.ts'
import type { Host } from '../hosts/task.ts'

/** Measures every cell of the plan. A cell that fails or is too slow says so in the results; the others go on. */
export async function run(
  plan: Plan,
  hostOf: (backend: BackendId) => Host,
  environment: Environment,
  listener: Listener,
): Promise<Results> {
  const board = new Board(plan, environment, listener)
  const perform: Perform = async (cell, task) => {
    board.say(cell, 'opening')
    try {
      return await hostOf(cell.backend).perform(task, (message) => board.say(cell, message))
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error))
    }
  }
  for (const cell of latencyOrder(plan)) {
    const measured = await latencyOf(cell, plan, board.cells, perform)
    // What was under way when the run was stopped is as if it had not begun.
    if (board.stopped) return board.results(false)
    await board.put(measured)
  }
  for (const network of plan.data === null ? [] : classifiedNetworks(plan)) {
    let reference: Reference | undefined
    for (const cell of accuracyOrder(network, plan, board.cells)) {
      const [measured, own] = await accuracyOf(cell, plan, reference, perform)
      if (board.stopped) return board.results(false)
      // The quickest backend that gets through all images is what the others are compared with.
      reference ??= own
      await board.put(measured)
    }
  }
  const results = board.results(true)
  await listener.results(results)
  return results
}

/** Whether every cell that was asked for was measured, or skipped or absent for a reason. */
export const succeeded = ({ cells }: Results): boolean =>
  cells.every((cell) => cell.status !== 'failed' && cell.accuracyStatus !== 'failed')
