/** @file The folder of a run. */

import { join } from 'node:path'

export interface RunFiles {
  readonly checkpoint: string
  readonly log: string
  readonly curves: string
  /** Of the finished run. */
  readonly weights: string
}

export const filesIn = (out: string, network: string): RunFiles => ({
  checkpoint: join(out, 'checkpoint.safetensors'),
  log: join(out, 'log.jsonl'),
  curves: join(out, 'curves.svg'),
  weights: join(out, `${network}.safetensors`),
})
