/** @file Runs a plan, network after network, and keeps the results whole after each step. */

import type { Answers, Reference } from './agreement.ts'
import { Board, type Listener } from './board.ts'
import type { Plan } from './plan.ts'
import type { BackendId, Cell, Environment, Results } from '../results/results.ts'
import { accuracyOf, accuracyOrder, agreementOf, isClassified, latencyOf, type Perform } from './steps.ts'
import type { Host } from '../hosts/task.ts'

// Public API

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
  for (const cells of board.order) {
    const { network } = cells[0]!
    const answers = await latencies(cells, plan, board, perform)
    if (isClassified(cells[0]!, plan)) await accuracies(network, { plan, answers }, board, perform)
    if (board.stopped) return board.results(false)
    await listener.network?.(board.results(false), network)
  }
  const results = board.results(true)
  await listener.results(results)
  return results
}

/** Whether every cell that was asked for was measured, or skipped or absent for a reason. */
export const succeeded = ({ cells }: Results): boolean =>
  cells.every((cell) => cell.status !== 'failed' && cell.accuracyStatus !== 'failed')

// Implementation

type AllAnswers = ReadonlyMap<BackendId, Answers>

/** What was under way when the run was stopped is as if it had not begun. */
async function latencies(cells: readonly Cell[], plan: Plan, board: Board, perform: Perform): Promise<AllAnswers> {
  const all = new Map<BackendId, Answers>()
  for (const cell of cells) {
    const { cell: measured, answers } = await latencyOf(cell, plan, board.cells, perform)
    if (board.stopped) break
    if (answers) all.set(cell.backend, answers)
    await board.put(measured)
  }
  return all
}

/** The first backend that gets through all images is what the others are compared with. */
async function accuracies(
  network: string,
  { plan, answers }: { readonly plan: Plan; readonly answers: AllAnswers },
  board: Board,
  perform: Perform,
): Promise<void> {
  let reference: Reference | undefined
  for (const cell of accuracyOrder(board.cells.filter((other) => other.network === network))) {
    if (board.stopped) return
    let measured: Cell = cell
    if (!reference || plan.full) {
      const [classified, own] = await accuracyOf(cell, plan, reference, perform)
      if (board.stopped) return
      measured = classified
      if (!reference && own) {
        reference = own
        await board.put(measured)
        continue
      }
    }
    const given = answers.get(cell.backend)
    await board.put(reference && given ? agreementOf(measured, given, reference) : measured)
  }
}
