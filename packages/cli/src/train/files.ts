/** @file The folder of a run. */

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../terminal/usage.ts'

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

export async function makeFolder(out: string): Promise<void> {
  await mkdir(out, { recursive: true }).catch((error: unknown) => {
    throw new UsageError(`--out ${out} cannot be made: ${error instanceof Error ? error.message : String(error)}`)
  })
}
