/** @file Results that took hours are not replaced by those of a minute. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseResults, type Results } from '@cnn/bench'
import { UsageError } from '../terminal/usage.ts'

// Public API

/** Throws UsageError where the folder holds results of more than so many cells. */
export async function spareLongerRun(folder: string, cells: number): Promise<void> {
  const file = join(folder, 'results.json')
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return
  const instead = 'name another folder with --out, or replace it with --overwrite'
  const before = parsed(text, file)
  if (!before) throw new UsageError(`${file} is not of cnn bench; ${instead}`)
  if (before.cells.length <= cells) return
  const when = before.environment.date.slice(0, 16).replace('T', ' ')
  throw new UsageError(
    `${file} holds a longer run, ${before.cells.length} cells of ${when}, and this one has ${cells}; ${instead}`,
  )
}

// Implementation

function parsed(text: string, file: string): Results | undefined {
  try {
    return parseResults(text, file)
  } catch {
    return undefined
  }
}
