/** @file Computes logits where the user asks for it: in this process, or in a page of a browser. */

import type { BackendId, Device } from '@cnn/bench'
import { predictInBrowser } from './predict-in-browser.ts'
import { predictInNode } from './predict-in-node.ts'
import type { Opened } from '../weights/open.ts'

// Public API

export interface PredictOptions {
  readonly backend: BackendId
  /** Path of the browser. */
  readonly browser?: string
}

export interface Work {
  readonly count: number
  /** Picture `i`, ready for the network; undefined where it is to be left out. Each is asked for once, and only when its turn comes. */
  readonly input: (i: number) => Promise<Float32Array | undefined>
  /** Pictures that are computed at once. */
  readonly batch: number
  /** Told of each picture in turn; of the pictures of a batch, each takes its share of the time. */
  readonly found: (i: number, logits: ArrayLike<number>, milliseconds: number) => void
  readonly progress: (message: string) => void
}

/** Gives the device that computed; undefined where all pictures were left out. Throws UsageError if the backend is not to be had. */
export const predict = (
  opened: Opened,
  work: Work,
  { backend, browser }: PredictOptions,
): Promise<Device | undefined> =>
  backend === 'node-wasm' || backend === 'cpu'
    ? predictInNode(opened, work, backend)
    : predictInBrowser(opened, work, { backend, ...(browser !== undefined && { browser }) })
