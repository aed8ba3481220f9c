/** @file Writes the results to a folder, whole at every moment: a file is replaced only by a complete one. */

import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { csv, report } from '@cnn/report'
import type { Results } from '@cnn/bench'

/** `results.json` and `results.csv`. */
export const saveResults = (folder: string, results: Results): Promise<void> =>
  write(folder, { 'results.json': `${JSON.stringify(results, null, 1)}\n`, 'results.csv': csv(results) })

/** `report.html`: it takes half a second to draw, so not after every step. */
export const saveReport = (folder: string, results: Results): Promise<void> =>
  write(folder, { 'report.html': report(results) })

async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name)
    await writeFile(`${file}.new`, text)
    await rename(`${file}.new`, file)
  }
}
