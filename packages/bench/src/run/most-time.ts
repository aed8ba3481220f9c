/** @file How long a run takes at most, before anything of it is measured. */

import type { Cell } from '../results/results.ts'
import type { Plan } from './plan.ts'
import { classifiedNetworks } from './steps.ts'
import { describeSubject, findSubject } from './subjects.ts'

// Public API

/** Multiply-accumulates a second of WASM in one thread of a laptop, in batches, rather too few than too many. */
export const usualRate = 5e9

/** The longest that each part of a run takes, in milliseconds. */
export interface MostTime {
  /** Milliseconds. */
  readonly latency: number
  readonly accuracy: number
}

/**
 * Latency has its budget in every cell. Accuracy has not: the quickest backend classifies all `images`, however long it
 * takes. That is told from what this machine measured before (`known`), else from its multiply-accumulates.
 */
export function mostTime(
  plan: Pick<Plan, 'networks' | 'backends' | 'budget' | 'weights'>,
  images: number,
  known: readonly Cell[] = [],
): MostTime {
  const { networks, backends, budget } = plan
  const each = budget * 1000
  const classified = images > 0 ? classifiedNetworks(plan) : []
  const all = classified.map((id) => {
    const medians = known.flatMap(({ network, backend, latency }) =>
      network === id && latency && backends.includes(backend) ? [latency.median] : [],
    )
    const one =
      medians.length > 0 ? Math.min(...medians) : (1000 * describeSubject(findSubject(id), true).macs) / usualRate
    return Math.max(each, images * one)
  })
  return {
    latency: networks.length * backends.length * each,
    accuracy: backends.length > 0 ? all.reduce((sum, one) => sum + one, 0) : 0,
  }
}
