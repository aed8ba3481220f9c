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
 * Saves after every step. A disk that is full for a while costs no measurement: it is said once, and the next step
 * tries again; only the last save of a run has to succeed.
 */
export function patientSaver(folder: string): (results: Results) => Promise<void> {
  let told = false
  return async (results) => {
    try {
      await saveResults(folder, results)
    } catch (error) {
      const why = messageOf(error)
      if (!told) say(`the results cannot be written now: ${why}; measuring goes on\n`)
      told = true
    }
  }
}

/** `report.html`: it takes half a second to draw, so not after every step. */
export const saveReport = (folder: string, results: Results): Promise<void> =>
  write(folder, { 'report.html': report(results) })

async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) await replace(join(folder, name), text)
}
