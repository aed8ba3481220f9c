/** @file What speaks against a latency: its samples, its page, its machine. */

import type { Circumstances, Load } from '../hosts/task.ts'
import { driftOf, humpsOf } from './shape-of-samples.ts'
import type { BackendId, Doubt, Latency } from './results.ts'

// Public API

/** What is known of how a latency came about. */
export interface Evidence {
  readonly backend: BackendId
  readonly latency: Latency
  readonly circumstances?: Circumstances | undefined
  readonly load?: Load | undefined
}

/** Every reason to doubt the latency; none where nothing is known against it. */
export function doubtsOf({ backend, latency, circumstances = {}, load }: Evidence): Doubt[] {
  const { hidden, throttled, onBattery, isolated } = circumstances
  return [
    ...(hidden ? [doubt('hidden', 'the page was out of sight meanwhile, where browsers slow it down')] : []),
    ...(throttled ? [doubt('throttled', 'timers came half a second late, as in a tab in the background')] : []),
    ...(load ? ofLoad(load) : []),
    ...ofSamples(latency.samples),
    ...ofClock(circumstances, latency),
    ...(onBattery ? [doubt('battery', 'the device ran on its battery, and may have saved it')] : []),
    ...(isolated === false && backend.includes('wasm')
      ? [doubt('isolation', 'the page was not cross-origin isolated: one thread, and a coarse clock')]
      : []),
  ]
}

// Implementation

const doubt = (kind: Doubt['kind'], reason: string): Doubt => ({ kind, reason })
const percent = (share: number): string => `${Math.round(share * 100)} %`

/** A quarter of a core already shifts a median where there are two; less comes from the browser itself. */
const muchLoad = 0.25
const muchStolen = 0.02

function ofLoad({ busy, stolen = 0 }: Load): Doubt[] {
  return [
    ...(busy > muchLoad
      ? [doubt('load', `other programs kept ${busy.toFixed(1)} cores busy before and after it`)]
      : []),
    ...(stolen > muchStolen ? [doubt('stolen', `the machine's host took ${percent(stolen)} of its time away`)] : []),
  ]
}

function ofSamples(samples: readonly number[]): Doubt[] {
  const drift = driftOf(samples)
  const humps = humpsOf(samples)
  return [
    ...(drift === undefined
      ? []
      : [doubt('drift', `the last third of the samples took ${percent(drift)} of the first's time`)]),
    ...(humps === undefined
      ? []
      : [doubt('humps', `the samples have two humps, at ${humps.map((at) => at.toPrecision(3)).join(' and ')} ms`)]),
  ]
}

/** A sample of less than 20 steps of the clock is rounded by more than 5 %. */
const fewSteps = 20

function ofClock({ grain }: Partial<Circumstances>, { median, inferencesPerSample = 1 }: Latency): Doubt[] {
  const sample = median * inferencesPerSample
  if (grain === undefined || sample >= fewSteps * grain) return []
  return [doubt('timer', `a sample is ${sample.toPrecision(2)} ms on a clock with steps of ${grain.toPrecision(2)} ms`)]
}
