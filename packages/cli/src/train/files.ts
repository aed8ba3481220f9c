/** @file The folder of a run. */

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../terminal/usage.ts'

export interface RunFiles {
  /** Holds the process's number while a run lives. */
  readonly lock: string
  readonly checkpoint: string
  readonly log: string
  readonly curves: string
  /** Of the finished run. */
  readonly weights: string
}

export const filesIn = (out: string, network: string): RunFiles => ({
  lock: join(out, 'running.pid'),
  checkpoint: join(out, 'checkpoint.safetensors'),
  log: join(out, 'log.jsonl'),
  curves: join(out, 'curves.svg'),
  weights: join(out, `${network}.safetensors`),
})

/**
 * Makes the folder and takes it for this run; what it gives hands it back. Throws UsageError where another run lives in it, or nothing can
 * be written.
 */
export async function takeFolder(out: string, { lock }: RunFiles): Promise<() => Promise<void>> {
  try {
    await mkdir(out, { recursive: true })
    const owner = Number(await readFile(lock, 'utf8').catch(() => ''))
    if (owner > 0 && owner !== process.pid && lives(owner))
      throw new UsageError(`another training, process ${owner}, writes into ${out}; wait for it, or give another --out`)
    await writeFile(lock, String(process.pid))
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`--out ${out} cannot be written: ${error instanceof Error ? error.message : String(error)}`)
  }
  return () => rm(lock, { force: true })
}

function lives(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
