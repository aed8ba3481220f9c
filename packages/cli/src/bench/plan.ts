/** @file From what the user typed to a plan. */

import {
  backendIds,
  defaultBackendIds,
  forImages,
  ownBackendIds,
  subjects,
  suites,
  usualSubjects,
  type Subject,
  type BackendId,
  type Plan,
  type Suite,
} from '@cnn/bench'
import { trained } from '@cnn/trained'
import type { BuildOptions } from '@cnn/zoo'
import { fullBudget, quickBudget } from './budgets.ts'
import { nearest } from '../terminal/nearest.ts'
import { UsageError } from '../terminal/usage.ts'
import { buildNetwork, given, type Given } from '../weights/network.ts'

// Public API

export interface PlanOptions extends Pick<Given, 'size' | 'channels'> {
  readonly networks?: string
  readonly backends?: string
  readonly suite?: string
  readonly budget?: number
  readonly full?: boolean
  readonly seed: number
  readonly threads?: number
}

/**
 * The standard networks on this project's quick backends, unless the user names others. Throws UsageError, with the
 * near names, for what does not exist.
 */
export function makePlan(options: PlanOptions): Omit<Plan, 'data' | 'weights'> {
  const { networks, backends, suite, full = false, seed, threads } = options
  const { budget = full ? fullBudget : quickBudget } = options
  if (suite !== undefined && networks !== undefined && networks !== 'all')
    throw new UsageError(
      '--suite chooses among the default networks, or among all with --networks all; leave out one of the two',
    )
  const chosenSuite = suite === undefined ? undefined : pick<Suite>([suite], suites, 'suite')[0]
  const inSuite = (some: readonly Subject[]) =>
    some.filter((subject) => chosenSuite === undefined || subject.suite === chosenSuite).map(({ id }) => id)
  const chosen =
    networks === undefined
      ? inSuite(usualSubjects(trained.map(({ network }) => network)))
      : networks === 'all'
        ? inSuite(subjects)
        : pick(split(networks), ids, 'network')
  const usual = full ? ownBackendIds : defaultBackendIds
  return {
    networks: chosen.map((id) => sized(id, given(options))),
    backends: backends === undefined ? usual : pick<BackendId>(split(backends), backendIds, 'backend'),
    budget,
    ...(full ? { full } : { enough: quickly }),
    seed,
    ...(threads !== undefined && { threads }),
  }
}

// Implementation

/** Milliseconds of warm inferences of a cell that are enough for a run of minutes. */
const quickly = 1000

/** The id of the network for images of the size that was asked for. Throws UsageError where they are too small. */
function sized(id: string, options: BuildOptions): string {
  if (Object.keys(options).length === 0) return id
  buildNetwork(id, options, false)
  return forImages(id, options)
}

const ids = subjects.map(({ id }) => id)

const split = (list: string): string[] =>
  list
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)

function pick<T extends string>(words: readonly string[], known: readonly T[], what: string): T[] {
  if (words.length === 0) throw new UsageError(`no ${what} is named; there are ${known.join(', ')}`)
  for (const word of words) {
    if ((known as readonly string[]).includes(word)) continue
    const near = nearest(word, known)
    throw new UsageError(
      `unknown ${what} '${word}'; ` +
        (near.length > 0 ? `did you mean ${near.join(', ')}?` : `there are ${known.join(', ')}`),
    )
  }
  return [...new Set(words)] as T[]
}
