/** @file The steps of a run: which cell is next, and what is made of a page's answer. */

import { formatDuration } from '@cnn/shapes'
import { disagreement, toAccuracy, toAgreement, type Answers, type Reference } from './agreement.ts'
import { estimate as estimateWork } from './estimate.ts'
import { hasShaders } from '../results/shaders.ts'
import { hardLimit } from '../hosts/limit.ts'
import type { Plan } from './plan.ts'
import { doubtsOf } from '../results/doubts.ts'
import type { Cell } from '../results/results.ts'
import { shuffle } from './shuffle.ts'
import { describeSubject, findSubject, shadersOf } from './subjects.ts'
import type { Outcome, Task, TooSlow } from '../hosts/task.ts'
import { budgetOf, deviceOf, untried } from './untried.ts'

// Public API

/** Performs a task in a page of its own; an error is an outcome too. */
export type Perform = (cell: Cell, task: Task) => Promise<Outcome | Error>

/** What a step makes of a cell, and the logits that it gave of the first test images. */
export interface Step {
  readonly cell: Cell
  readonly answers?: Answers | undefined
}

/**
 * Networks from small to large, since the small ones tell how long the large ones take, and those of many different
 * layers late; backends shuffled, so that drift favours none.
 */
export function cellsInOrder({ networks, backends, seed, weights = {} }: Plan): Cell[][] {
  const subjects = networks
    .map((id) => ({
      subject: describeSubject(findSubject(id), Object.hasOwn(weights, id)),
      compiling: shadersOf(id) * aShader,
    }))
    .toSorted((a, b) => a.subject.macs + a.compiling - b.subject.macs - b.compiling)
  return subjects.map(({ subject }) =>
    shuffle(backends, subject.network, seed).map((backend): Cell => ({ ...subject, backend, status: 'skipped' })),
  )
}

export async function latencyOf(cell: Cell, plan: Plan, known: readonly Cell[], perform: Perform): Promise<Step> {
  const siblings = known.filter((other) => other.backend === cell.backend)
  const absent = siblings.find((other) => other.status === 'absent')
  if (absent?.reason) return { cell: { ...cell, status: 'absent', reason: absent.reason } }
  const skipped = untried(cell, plan, known)
  if (skipped) return { cell: { ...cell, status: 'skipped', ...skipped } }
  const device = deviceOf(cell, known)
  const expected = estimateWork(cell, known)
  const budget = budgetOf(plan, device)
  const outcome = await perform(cell, {
    kind: 'latency',
    ...common(cell, plan),
    budget: siblings.length === 0 && hasShaders(cell.backend) ? Math.max(budget, starting) : budget,
    ...(plan.enough !== undefined && { enough: plan.enough }),
    ...(isClassified(cell, plan) && { data: plan.data! }),
  })
  if (isOf('latency', outcome)) {
    const { latency, answers } = outcome
    const doubts = doubtsOf({ ...outcome, backend: cell.backend })
    const own = { latency, ...(doubts.length > 0 && { doubts }) }
    return { cell: { ...cell, status: 'measured', device: outcome.device, ...own }, answers }
  }
  const there = { ...cell, ...(device && { device }) }
  return {
    cell: {
      ...there,
      ...(isHung(outcome, there, expected !== undefined && expected.milliseconds <= 1000 * budget)
        ? hung(outcome)
        : gapOf(outcome)),
    },
  }
}

/** Networks whose accuracy can be measured: those with trained weights. */
export const classifiedNetworks = ({ networks, weights = {} }: Pick<Plan, 'networks' | 'weights'>): string[] =>
  networks.filter((id) => Object.hasOwn(weights, id))

export const isClassified = ({ network }: Cell, { data, weights = {} }: Plan): boolean =>
  data !== null && Object.hasOwn(weights, network)

/** Which cell classifies first: that of @cnn/wasm, which is quick and exact wherever it runs, else the quickest. */
export const accuracyOrder = (cells: readonly Cell[]): Cell[] =>
  cells
    .filter(({ latency }) => latency)
    .toSorted(
      (a, b) =>
        Number(b.backend === 'cnn-wasm') - Number(a.backend === 'cnn-wasm') || a.latency!.median - b.latency!.median,
    )

/** The test images of CIFAR-10. */
export const allImages = 10_000

/** All test images on one backend; without an outcome where it failed, or where it would take too long. */
export async function accuracyOf(
  cell: Cell,
  plan: Plan,
  reference: Reference | undefined,
  perform: Perform,
): Promise<[Cell, Reference?]> {
  const { first, median } = cell.latency!
  const expected = allImages * median
  if (expected > longest) {
    const reason = `${allImages} images would take ${formatDuration(expected)}`
    return [{ ...cell, accuracyStatus: 'skipped', accuracyReason: reason }]
  }
  const budget = Math.max(plan.budget, (4 * expected) / 1000)
  // Ten images take less than ten times as long as one, wherever that matters. Where it does not, a batch of ten must
  // still end well before the task is ended by force.
  const batch = first + 10 * median < 750 * hardLimit({ budget }) ? 10 : 1
  const outcome = await perform(cell, {
    kind: 'accuracy',
    ...common(cell, plan),
    budget,
    images: allImages,
    batch,
    data: plan.data!,
  })
  if (isOf('accuracy', outcome)) {
    const own = { backend: cell.backend, outcome }
    return [{ ...cell, accuracyStatus: 'measured', accuracy: toAccuracy(outcome, reference ?? own) }, own]
  }
  const { status, reason } = isForced(outcome) && outcome.stuck !== false ? hung(outcome) : gapOf(outcome)
  return [{ ...cell, accuracyStatus: status, accuracyReason: reason }]
}

/** Whether a backend gives the reference's logits of the images that it was timed with. */
export function agreementOf(cell: Cell, answers: Answers, reference: Reference): Cell {
  const agreement = toAgreement(answers, reference)
  const why = disagreement(agreement, cell, reference.outcome.logits)
  if (why !== undefined) return { ...cell, accuracyStatus: 'failed', accuracyReason: why, agreement }
  return { ...cell, accuracyStatus: cell.accuracyStatus ?? 'measured', agreement }
}

// Implementation

/** Multiply-accumulates that take about as long as one shader to compile, where the processor does both. */
const aShader = 1e6
/** Seconds that the first network on a backend gets at least, where the renderer has to start. */
const starting = 15

/** Milliseconds that all images may take on one backend. */
const longest = 3_600_000

const common = ({ network, backend }: Cell, { budget, threads, weights = {} }: Plan) => ({
  network,
  backend,
  budget,
  ...(Object.hasOwn(weights, network) && { weights: weights[network]! }),
  ...(threads !== undefined && { threads }),
})

const isOf = <K extends Outcome['kind']>(kind: K, outcome: Outcome | Error): outcome is Extract<Outcome, { kind: K }> =>
  !(outcome instanceof Error) && outcome.kind === kind

/**
 * Nothing that computes at all does fewer multiply-accumulates a second: plain JavaScript on a phone does ten times as
 * many.
 */
const slowest = 10e6

const isForced = (outcome: Outcome | Error): outcome is TooSlow => isOf('skipped', outcome) && outcome.atLeast === true

/**
 * Whether a task that was ended by force should have ended by itself. Its time then tells nothing, least of all about
 * larger networks. What a software renderer takes to compile shaders is in no estimate, so there it counts for nothing.
 */
function isHung(outcome: Outcome | Error, cell: Cell, expected: boolean): outcome is TooSlow {
  if (!isForced(outcome)) return false
  if (outcome.stuck !== undefined) return outcome.stuck
  if (cell.device?.software) return false
  return expected || (1000 * cell.macs) / slowest < outcome.estimate
}

const hung = ({ reason }: TooSlow) => ({ status: 'failed' as const, reason: `it hung: it ${reason}` })

/** A page that complains without end must not fill the results. */
const longestReason = 1000

/** Also without the folders of this machine, since results are published: of a path its last part stays. */
function briefly(text: string): string {
  const shown = text.slice(0, 10 * longestReason).replace(folders, '')
  return shown.length > longestReason ? `${shown.slice(0, longestReason)}…` : shown
}

/** Of absolute paths and `file:` URLs; not of other URLs. */
const folders = /(?<![\w:/.])(?:file:\/\/)?(?:[A-Za-z]:)?(?:[\\/][^\s\\/:'"()]+){2,}[\\/](?=\S)/g

/** Why a task gave no figures. */
function gapOf(
  outcome: Outcome | Error,
): Pick<Cell, 'estimate' | 'atLeast' | 'device'> & { status: 'failed' | 'absent' | 'skipped'; reason: string } {
  if (outcome instanceof Error) return { status: 'failed', reason: briefly(outcome.message) }
  if (outcome.kind === 'absent') return { status: 'absent', reason: briefly(outcome.reason) }
  if (outcome.kind === 'skipped') {
    const { reason, estimate, atLeast, device } = outcome
    return { status: 'skipped', reason, estimate, ...(atLeast && { atLeast }), ...(device && { device }) }
  }
  return { status: 'failed', reason: `the answer was of ${outcome.kind}, which was not asked for` }
}
