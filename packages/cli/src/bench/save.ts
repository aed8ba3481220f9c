/** @file Writes the results to a folder, whole at every moment: a file is replaced only by a complete one. */

import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { csv, report, type Results } from '@cnn/bench'

/** `results.json`, `results.csv` and `report.html`. */
export async function save(folder: string, results: Results): Promise<void> {
  await mkdir(folder, { recursive: true })
  const files = { 'results.json': `${JSON.stringify(results, null, 1)}\n`, 'results.csv': csv(results), 'report.html': report(results) }
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name)
    await writeFile(`${file}.new`, text)
    await rename(`${file}.new`, file)
  }
}
