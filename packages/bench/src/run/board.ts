/** @file The results as they grow, and who is told of them. */

import type { Plan } from './plan.ts'
import type { BackendId, Cell, Environment, Results } from '../results/results.ts'
import { timeLeft } from './left.ts'
import { cellsInOrder, classifiedNetworks } from './steps.ts'

/** Where a run is. */
export interface Progress {
  readonly network: string
  readonly backend: BackendId
  /** What is done with the cell now. */
  readonly message: string
  /** Steps that are over, and how many there are. */
  readonly done: number
  readonly total: number
  /** Milliseconds that the rest of the run takes, as far as can be told. */
  readonly left: number
}

/** Whoever follows a run. */
export interface Listener {
  /** After every step: results that could be the last ones. */
  results(results: Results): void | Promise<void>
  progress?(progress: Progress): void
  /** After every cell whose latency was measured, or not for a reason. */
  cell?(cell: Cell, left: number): void
  /** After every network, with all that was found of it. */
  network?(results: Results, network: string): void | Promise<void>
  /** Asked after every step; true ends the run with what was there before that step. */
  stopped?(): boolean
}

/** The cells that are decided so far. */
export class Board {
  readonly cells: Cell[] = []
  /** All that are to be measured, network after network. */
  readonly order: readonly (readonly Cell[])[]
  #steps = 0
  readonly #plan: Plan
  readonly #environment: Environment
  readonly #listener: Listener

  constructor(plan: Plan, environment: Environment, listener: Listener) {
    this.order = cellsInOrder(plan)
    this.#plan = plan
    this.#environment = environment
    this.#listener = listener
  }

  get stopped(): boolean {
    return this.#listener.stopped?.() ?? false
  }

  say({ network, backend }: Cell, message: string): void {
    const { networks, backends, data, full } = this.#plan
    const classified = data === null ? 0 : classifiedNetworks(this.#plan).length
    const total = networks.length * backends.length + classified * (full ? backends.length : 1)
    this.#listener.progress?.({ network, backend, message, done: this.#steps, total, left: this.#left() })
  }

  /** A cell that is new or knows more than before. */
  async put(cell: Cell): Promise<void> {
    const at = this.cells.findIndex((known) => known.network === cell.network && known.backend === cell.backend)
    if (at < 0) this.cells.push(cell)
    else this.cells[at] = cell
    // To be compared with the reference takes no time, and is no step.
    if (at < 0 || cell.accuracy) this.#steps += 1
    if (at < 0) this.#listener.cell?.(cell, this.#left())
    await this.#listener.results(this.results(false))
  }

  #left(): number {
    return timeLeft(this.#plan, this.order, this.cells)
  }

  /** In the order in which they were asked for, not in that in which they were measured. */
  results(complete: boolean): Results {
    const { networks, backends, budget, seed } = this.#plan
    const place = (cell: Cell) => networks.indexOf(cell.network) * backends.length + backends.indexOf(cell.backend)
    const cells = this.cells.toSorted((a, b) => place(a) - place(b))
    return { version: 1, environment: this.#environment, budget, seed, complete, cells }
  }
}
