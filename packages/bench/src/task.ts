/**
 * @file One task is what a fresh page (or Node process) does for one cell: measure the latency, or classify test images.
 * Tasks and outcomes are plain data, since they travel between pages and processes.
 */

import type { BackendId, Device, Latency } from './results.ts'

interface Common {
  /** Id in @cnn/zoo. */
  readonly network: string
  readonly backend: BackendId
  /** Seconds that the task may take; it stops early, with fewer samples or images, to keep to it. */
  readonly budget: number
  /** Threads for WASM to compute with; absent, one for each core where the page is isolated. */
  readonly threads?: number
}

export interface LatencyTask extends Common {
  readonly kind: 'latency'
}

export interface AccuracyTask extends Common {
  readonly kind: 'accuracy'
  /** At most this many images, the first ones of the test set. */
  readonly images: number
  /** URL of the test images in CIFAR-10's canonical binary form. */
  readonly data: string
}

export type Task = LatencyTask | AccuracyTask

export interface LatencyOutcome {
  readonly kind: 'latency'
  readonly device: Device
  readonly latency: Latency
}

export interface AccuracyOutcome {
  readonly kind: 'accuracy'
  readonly device: Device
  readonly images: number
  readonly seconds: number
  /** The logits of every image, one after the other. */
  readonly logits: readonly number[]
  readonly labels: readonly number[]
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
  /** Where the backend got as far as to tell. */
  readonly device?: Device
}

export type Outcome = LatencyOutcome | AccuracyOutcome | Absent | TooSlow

/** Performs tasks, each in a page or process of its own. Rejects where a task fails. */
export interface Host {
  perform(task: Task, progress: (message: string) => void): Promise<Outcome>
}
