/**
 * @file Two builds of the page measured beside each other: in each round a fresh page of each, which compute in turns,
 * so that whatever the machine does meanwhile it does to both.
 */

import { Board, type Listener } from './board.ts'
import type { Plan } from './plan.ts'
import { shuffle } from './shuffle.ts'
import { latencyOf, type Perform } from './steps.ts'
import { takeTurns } from './turns.ts'
import { mergePages } from '../results/merge.ts'
import type { BackendId, Cell, Environment, Latency, Results } from '../results/results.ts'
import type { Host } from '../hosts/task.ts'

// Public API

/** One of two builds. */
export interface PageBuild {
  readonly hostOf: (backend: BackendId) => Host
  readonly environment: Environment
  /** URLs of trained weights by network, on the server of this build. */
  readonly weights: Readonly<Record<string, string>>
}

/** What is measured, and how often. The budget is a page's. */
export interface BesidePlan extends Omit<Plan, 'data' | 'weights' | 'full'> {
  /** Fresh pages of each build for each cell. */
  readonly rounds: number
  /** The same in both results: that their pages belong together in pairs. */
  readonly beside: string
}

/** Results of both; each alone is like that of a run, without accuracies. */
export interface Beside {
  readonly before: Results
  readonly after: Results
}

/** Whoever follows. */
export interface BesideListener extends Pick<Listener, 'progress' | 'stopped'> {
  /** After every cell: results of both that could be the last ones. */
  results(both: Beside): void | Promise<void>
}

/** Measures the latency of every cell in both builds. */
export async function runBeside(
  plan: BesidePlan,
  builds: { readonly before: PageBuild; readonly after: PageBuild },
  listener: BesideListener,
): Promise<Beside> {
  const sides = [side(plan, builds.before, listener), side(plan, builds.after, listener)] as const
  const results = (complete: boolean): Beside => {
    const of = ({ board }: Side): Results => ({ ...board.results(complete), beside: plan.beside })
    return { before: of(sides[0]), after: of(sides[1]) }
  }
  for (const empty of sides[0].board.order.flat()) {
    const found: [Cell[], Cell[]] = [[], []]
    for (let round = 1; round <= plan.rounds; round++) {
      if (found.some((cells) => cells.some(({ latency }) => !latency))) break
      // Which of the two comes first is drawn anew each time: the second finds the machine warmer.
      const order = shuffle([0, 1] as const, `${empty.network}/${empty.backend}/${round}`, plan.seed)
      const turns = takeTurns()
      const pages = order.map(async (which, place) => {
        const at = place === 0 ? 0 : 1
        const turn = turns.turn[at]
        if (at === 1) await turn()
        try {
          found[which].push(await page(empty, sides[which], { turn, of: `${round} of ${plan.rounds}` }))
        } finally {
          turns.end(at)
        }
      })
      await Promise.all(pages)
      if (listener.stopped?.()) return results(false)
    }
    for (const which of [0, 1] as const) await sides[which].board.put(merged(found[which]))
    await listener.results(results(false))
  }
  const all = results(true)
  await listener.results(all)
  return all
}

// Implementation

interface Side {
  readonly build: PageBuild
  readonly plan: Plan
  readonly board: Board
}

/**
 * Turns of a page, and milliseconds of samples in all of them: short turns, so that what slows the machine for a second
 * slows both, and so many that the JIT is through with most of them.
 */
const turnsOfPage = 20
const enough = 1500

function side(plan: BesidePlan, build: PageBuild, { progress, stopped }: BesideListener): Side {
  const own: Plan = { enough, ...plan, data: null, weights: build.weights }
  const listener: Listener = { results: () => {}, ...(progress && { progress }), ...(stopped && { stopped }) }
  return { build, plan: own, board: new Board(own, build.environment, listener) }
}

async function page(
  empty: Cell,
  { build, plan, board }: Side,
  { turn, of }: { readonly turn: () => Promise<void>; readonly of: string },
): Promise<Cell> {
  const perform: Perform = async (cell, task) => {
    const say = (message: string) => board.say(cell, `pair ${of}: ${message}`)
    say('opening')
    const given = task.kind === 'latency' ? { ...task, turns: turnsOfPage } : task
    try {
      return await build.hostOf(cell.backend).perform(given, say, turn)
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error))
    }
  }
  return (await latencyOf(empty, plan, board.cells, perform)).cell
}

/** The cell with the samples of all its pages; where a page gave none, what it says instead. */
function merged(cells: readonly Cell[]): Cell {
  const without = cells.find(({ latency }) => !latency)
  if (without) return without
  // How the samples of single pages lie is what comparing pages is for.
  const { doubts: _, ...cell } = cells[0]!
  return { ...cell, latency: mergePages(cells.map(({ latency }): Latency => latency!)) }
}
