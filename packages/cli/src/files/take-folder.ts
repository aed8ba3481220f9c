/** @file A folder that one run writes into, as long as it lives. */

import { makeFolder } from '@cnn/data/node'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { UsageError } from '../terminal/usage.ts'
import { cannotWrite } from './cannot-write.ts'

// Public API

/**
 * Makes the folder and takes it for this process; what it gives hands it back. `what` is for the error: 'training'.
 * Throws UsageError where another run lives in it, or nothing can be written.
 */
export async function takeFolder(out: string, what: string): Promise<() => Promise<void>> {
  const lock = join(out, 'running.pid')
  try {
    await makeFolder(out)
    await take(lock, (owner) => {
      throw new UsageError(
        `another ${what}, process ${owner}, writes into ${out}; wait for it, or give another --out ` +
          `(if there is none, remove ${lock})`,
      )
    })
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw cannotWrite(`--out ${out}`, error)
  }
  return () => rm(lock, { force: true })
}

// Implementation

/** Of two that begin at once, one makes the file. One whose process is gone was left by a run that was killed. */
async function take(lock: string, refuse: (owner: number) => never): Promise<void> {
  for (;;) {
    try {
      return await writeFile(lock, String(process.pid), { flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        // On a full disk it may be there, without a number.
        await rm(lock, { force: true }).catch(() => {})
        throw error
      }
    }
    const owner = await ownerOf(lock)
    if (owner > 0 && owner !== process.pid && lives(owner)) refuse(owner)
    await rm(lock, { force: true })
  }
}

/** 0 where none is told, even after a moment in which whoever made the file may have written it. */
async function ownerOf(lock: string): Promise<number> {
  const read = async () => Number(await readFile(lock, 'utf8').catch(() => '')) || 0
  const owner = await read()
  if (owner > 0) return owner
  await setTimeout(100)
  return read()
}

function lives(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
