/** @file Runs a plan, cell after cell, and keeps the results whole after each. */

import { toAccuracy } from './agreement.ts'
import { estimate } from './estimate.ts'
import { shuffle } from './shuffle.ts'
import type { Plan } from './plan.ts'
import type { BackendId, Cell, Environment, Results } from './results.ts'
import { describeSubject, findSubject } from './subjects.ts'
import type { AccuracyOutcome, Host, Outcome, Task } from './task.ts'

// Public API

export interface Progress {
  readonly network: string
  readonly backend: BackendId
  /** What is done with the cell now. */
  readonly message: string
  /** Steps that are over, and how many there are. */
  readonly done: number
  readonly total: number
}

export interface Listener {
  /** After every step: results that could be the last ones. */
  results(results: Results): void | Promise<void>
  progress?(progress: Progress): void
  /** Asked after every step; true ends the run with what was there before that step. */
  stopped?(): boolean
}

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
  for (const network of board.trainedNetworks()) {
    let reference: Reference | undefined
    for (const cell of accuracyOrder(network, plan, board.cells)) {
      const [measured, outcome] = await accuracyOf(cell, plan, reference, perform)
      if (board.stopped) return board.results(false)
      // The quickest backend that gets through all images is what the others are compared with.
      if (outcome) reference ??= { backend: cell.backend, outcome }
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

// Implementation

type Perform = (cell: Cell, task: Task) => Promise<Outcome | Error>

interface Reference {
  readonly backend: BackendId
  readonly outcome: AccuracyOutcome
}

const allImages = 10_000

/** The cells that are decided so far. */
class Board {
  readonly cells: Cell[] = []
  #steps = 0
  readonly #plan: Plan
  readonly #environment: Environment
  readonly #listener: Listener

  constructor(plan: Plan, environment: Environment, listener: Listener) {
    this.#plan = plan
    this.#environment = environment
    this.#listener = listener
  }

  get stopped(): boolean {
    return this.#listener.stopped?.() ?? false
  }

  trainedNetworks(): string[] {
    if (this.#plan.data === null) return []
    return [...new Set(this.cells.filter((cell) => cell.weights === 'trained').map((cell) => cell.network))]
  }

  say({ network, backend }: Cell, message: string): void {
    const { networks, backends } = this.#plan
    const total = (networks.length + this.trainedNetworks().length) * backends.length
    this.#listener.progress?.({ network, backend, message, done: this.#steps, total })
  }

  async put(cell: Cell): Promise<void> {
    const at = this.cells.findIndex((known) => known.network === cell.network && known.backend === cell.backend)
    if (at < 0) this.cells.push(cell)
    else this.cells[at] = cell
    this.#steps += 1
    await this.#listener.results(this.results(false))
  }

  /** In the order in which they were asked for, not in that in which they were measured. */
  results(complete: boolean): Results {
    const { networks, backends, budget, seed } = this.#plan
    const place = (cell: Cell) => networks.indexOf(cell.network) * backends.length + backends.indexOf(cell.backend)
    const cells = this.cells.toSorted((a, b) => place(a) - place(b))
    return { version: 1, environment: this.#environment, budget, seed, complete, cells }
  }
}

/** Networks from small to large, since the small ones tell how long the large ones take; backends shuffled, so that drift favours none. */
function latencyOrder({ networks, backends, seed }: Plan): Cell[] {
  const subjects = networks.map((id) => describeSubject(findSubject(id))).toSorted((a, b) => a.macs - b.macs)
  return subjects.flatMap((subject) =>
    shuffle(backends, subject.network, seed).map((backend): Cell => ({ ...subject, backend, status: 'skipped' })),
  )
}

async function latencyOf(cell: Cell, plan: Plan, known: readonly Cell[], perform: Perform): Promise<Cell> {
  const absent = known.find((other) => other.backend === cell.backend && other.status === 'absent')
  if (absent?.reason) return { ...cell, status: 'absent', reason: absent.reason }
  const expected = estimate(cell.macs, cell.backend, known)
  if (expected !== undefined && expected > plan.budget * 1000) return skipped(cell, plan, expected)
  const outcome = await perform(cell, { kind: 'latency', ...common(cell, plan) })
  if (outcome instanceof Error) return { ...cell, status: 'failed', reason: outcome.message }
  if (outcome.kind === 'latency') return { ...cell, status: 'measured', device: outcome.device, latency: outcome.latency }
  if (outcome.kind === 'skipped') return { ...cell, status: 'skipped', reason: outcome.reason, estimate: outcome.estimate }
  if (outcome.kind === 'absent') return { ...cell, status: 'absent', reason: outcome.reason }
  return { ...cell, status: 'failed', reason: `asked for latency, the page answered ${outcome.kind}` }
}

const skipped = (cell: Cell, plan: Plan, expected: number): Cell => ({
  ...cell,
  status: 'skipped',
  reason: `would take about ${Math.ceil(expected / 1000)} s; the budget is ${plan.budget} s a cell`,
  estimate: expected,
})

/** The quickest first: it is the reference. The others shuffled. */
function accuracyOrder(network: string, { seed }: Plan, cells: readonly Cell[]): Cell[] {
  const measured = cells.filter((cell) => cell.network === network && cell.latency)
  const [quickest, ...others] = measured.toSorted((a, b) => a.latency!.median - b.latency!.median)
  return quickest ? [quickest, ...shuffle(others, `${network}/accuracy`, seed)] : []
}

async function accuracyOf(cell: Cell, plan: Plan, reference: Reference | undefined, perform: Perform): Promise<[Cell, AccuracyOutcome?]> {
  // All images on the reference backend, whatever the budget: everything is compared with it.
  const budget = reference ? plan.budget : Math.max(plan.budget, (4 * allImages * cell.latency!.median) / 1000)
  const outcome = await perform(cell, { kind: 'accuracy', ...common(cell, plan), budget, images: allImages, data: plan.data! })
  if (outcome instanceof Error) return [{ ...cell, accuracyStatus: 'failed', accuracyReason: outcome.message }]
  if (outcome.kind !== 'accuracy')
    return [
      {
        ...cell,
        accuracyStatus: outcome.kind === 'latency' ? 'failed' : outcome.kind,
        accuracyReason: 'reason' in outcome ? outcome.reason : 'the page answered latency',
      },
    ]
  const accuracy = toAccuracy(outcome, reference?.outcome ?? outcome, reference?.backend ?? cell.backend)
  return [{ ...cell, accuracyStatus: 'measured', accuracy }, outcome]
}

const common = ({ network, backend }: Cell, { budget, threads }: Plan) => ({
  network,
  backend,
  budget,
  ...(threads !== undefined && { threads }),
})
