/** @file Writes the results to a folder, whole at every moment: a file is replaced only by a complete one. */

import { messageOf } from '@cnn/shapes'
import { join } from 'node:path'
import { csv, report } from '@cnn/report'
import type { Results } from '@cnn/bench'
import { replace } from '../files/replace.ts'
import { say } from '../terminal/print.ts'

/** `results.json` and `results.csv`. */
export const saveResults = (folder: string, results: Results): Promise<void> =>
  write(folder, { 'results.json': `${JSON.stringify(results, null, 1)}\n`, 'results.csv': csv(results) })

/**
 * Saves during a run. A disk that is full for a while costs no measurement: it is said once, and the next step tries
 * again; only the last save of a run has to succeed.
 */
export function patientSaver(folder: string) {
  let told = false
  const patiently = (save: typeof saveResults) => async (results: Results) => {
    try {
      await save(folder, results)
    } catch (error) {
      const why = messageOf(error)
      if (!told) say(`the results cannot be written now: ${why}; measuring goes on\n`)
      told = true
    }
  }
  return { results: patiently(saveResults), report: patiently(saveReport) }
}

/** `report.html`: it takes half a second to draw, so after every network and not after every step. */
export const saveReport = (folder: string, results: Results): Promise<void> =>
  write(folder, { 'report.html': report(results) })

// Implementation

async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) await replace(join(folder, name), text)
}
