/**
 * @file One task is what a fresh page (or Node process) does: measure the latency of a cell, classify its test images,
 * or compute the logits of somebody's pictures. Tasks and outcomes are plain data, since they travel between pages and
 * processes.
 */

import type { NetworkJson } from '@cnn/shapes'
import type { BuildOptions } from '@cnn/zoo'
import type { BackendId, Device, Latency } from '../results/results.ts'

interface Common {
  /** Id in @cnn/zoo; where the task has a `graph`, its name. */
  readonly network: string
  readonly backend: BackendId
  /** Seconds that the task may take; it stops early, with fewer samples or images, to keep to it. */
  readonly budget: number
  /** Threads for WASM to compute with; absent, one for each core where the page is isolated. */
  readonly threads?: number
}

interface Measured extends Common {
  /** A network of your own with an output `logits`, as `toJSON` of @cnn/shapes writes it. */
  readonly graph?: NetworkJson
  /** URL of a safetensors file, named as the network's layers; absent, the weights are random. */
  readonly weights?: string
}

/** To measure the latency of one image at a time. */
export interface LatencyTask extends Measured {
  readonly kind: 'latency'
  /**
   * URL of the test images in CIFAR-10's canonical binary form: the first ones are what is inferred, and their logits
   * come back. Absent, one image of noise is.
   */
  readonly data?: string
  /** Milliseconds of warm inferences that are enough; absent, 2000. */
  readonly enough?: number
  /** In how many turns the samples are taken, between which another page may compute; absent, in one. */
  readonly turns?: number
}

/** To classify the test images of CIFAR-10. */
export interface AccuracyTask extends Measured {
  readonly kind: 'accuracy'
  /** At most this many images, the first ones of the test set. */
  readonly images: number
  /** Images that are computed at once to begin with: one where ten might not end in time. */
  readonly batch: 1 | 10
  /** URL of the test images in CIFAR-10's canonical binary form. */
  readonly data: string
}

/** With any weights, for any pictures: what `cnn classify` and the page ask for. No benchmark runs it. */
export interface PredictTask extends Common {
  readonly kind: 'predict'
  /** Of the network's builder. */
  readonly options: BuildOptions
  /** URL of a safetensors file, named as the network's layers. */
  readonly weights: string
  /** URL of the pictures as float32, ready for the network: [n, height, width, channels]. */
  readonly images: string
  /** Pictures that are computed at once. */
  readonly batch: number
}

/** What a host is asked to do. */
export type Task = LatencyTask | AccuracyTask | PredictTask

/** What measuring the latency gave. */
export interface LatencyOutcome {
  readonly kind: 'latency'
  readonly device: Device
  readonly latency: Latency
  /** The logits of the first test images, one after the other, as many as were inferred; where there were images. */
  readonly answers?: { readonly images: number; readonly logits: readonly number[] }
  readonly circumstances?: Circumstances
  readonly load?: Load
}

/** What a page, worker or process knows of how far its latency is to be trusted. */
export interface Circumstances {
  /** Smallest step of its clock, in milliseconds. */
  readonly grain?: number
  /** Whether it was out of sight at any time: browsers slow such pages down. Absent where it cannot know. */
  readonly hidden?: boolean
  /** Whether its timers come late, as those of a page in the background do. */
  readonly throttled?: boolean
  /** Cross-origin isolated; absent where there is no such thing, as in Node. */
  readonly isolated?: boolean
  /** Absent where the browser does not tell. */
  readonly onBattery?: boolean
}

/** What else the machine did. */
export interface Load {
  /** Cores that were busy just before and just after the measurement: the fewer of the two, for a page closes too. */
  readonly busy: number
  /** The share of the time of the measurement that the machine's host took away; absent where nobody tells. */
  readonly stolen?: number
}

/** What classifying the test images gave. */
export interface AccuracyOutcome {
  readonly kind: 'accuracy'
  readonly device: Device
  readonly images: number
  readonly seconds: number
  /** The logits of every image, one after the other. */
  readonly logits: readonly number[]
  readonly labels: readonly number[]
}

/** The logits that were asked for. */
export interface PredictOutcome {
  readonly kind: 'predict'
  readonly device: Device
  /** The logits of each picture. */
  readonly logits: readonly (readonly number[])[]
  /** For each picture its share of the batch's time. The first ones include the compiling of shaders. */
  readonly milliseconds: readonly number[]
}

/** This machine does not have the backend. */
export interface Absent {
  readonly kind: 'absent'
  readonly reason: string
}

/** The task cannot end in its budget. */
export interface TooSlow {
  readonly kind: 'skipped'
  readonly reason: string
  /** Milliseconds that it would need. */
  readonly estimate: number
  /** It needs more than `estimate`: it was ended by force, or its budget was over before it was warm. */
  readonly atLeast?: true
  /** Of a task that was ended by force: whether it is known to have hung, or known not to. Absent, nobody knows. */
  readonly stuck?: boolean
  /** Known where the backend had started. */
  readonly device?: Device
}

/** What a task gave, or why it gave nothing. */
export type Outcome = LatencyOutcome | AccuracyOutcome | PredictOutcome | Absent | TooSlow

/** Performs tasks, each in a page or process of its own. Rejects where a task fails. */
export interface Host {
  /** `turn` is awaited before each turn of a task that has some; hosts that know none leave it. */
  perform(task: Task, progress: (message: string) => void, turn?: () => Promise<void>): Promise<Outcome>
}
