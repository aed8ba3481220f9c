/** @file What is to be measured: networks times backends, in an order that lets no drift favour one of them. */

import type { BackendId } from '../results/results.ts'

/** What a run measures: every network on every backend. */
export interface Plan {
  /** Ids of subjects (`subjects.ts`). */
  readonly networks: readonly string[]
  readonly backends: readonly BackendId[]
  /** Seconds that measuring the latency of one cell may take. */
  readonly budget: number
  /** Milliseconds of warm inferences that are enough for a cell; absent, 2000. */
  readonly enough?: number
  /**
   * Whether every backend classifies all test images, where that ends in an hour. Otherwise the quickest does, and the
   * others have to agree with it on the first images.
   */
  readonly full?: boolean
  readonly seed: number
  /**
   * URL of the CIFAR-10 test images in canonical binary form; null where there are none, then no accuracy is measured.
   */
  readonly data: string | null
  /**
   * URLs of trained weights by network, as safetensors with the network's own names. Accuracy is measured of these
   * networks; all others have random weights, which tell the latency and nothing else.
   */
  readonly weights?: Readonly<Record<string, string>>
  readonly threads?: number
}
