/** @file Writes the runs of several devices as one page. */

import { basename } from 'node:path'
import { devicesReport, report, type DeviceRun } from '@cnn/report'
import { readResults } from '../compare/read-results.ts'
import { replace } from '../files/replace.ts'
import { say } from '../terminal/print.ts'
import { UsageError } from '../terminal/usage.ts'

// Public API

/** Throws UsageError where a file holds no results, or where two columns would have one name. */
export async function writeReport(files: readonly string[], out: string): Promise<void> {
  if (files.length > most)
    throw new UsageError(`${files.length} runs are too many for one page; give at most ${most} files`)
  const named = files.map(columnOf)
  for (const [i, { name, file }] of named.entries()) {
    const twin = named.slice(0, i).find((other) => other.name === name)
    if (twin)
      throw new UsageError(
        `${twin.file} and ${file} would both be the column ${name}; name them, as in "Phone=${file}"`,
      )
  }
  const runs: DeviceRun[] = []
  for (const { name, file } of named) runs.push({ name, results: await readResults(file) })
  await replace(out, runs.length === 1 ? report(runs[0]!.results) : devicesReport(runs))
  say(`${out}: ${runs.map(({ name }) => name).join(', ')}\n`)
}

// Implementation

/** A table of more columns is not read. */
const most = 20

/** `DEVICE=FILE`, or a file by whose name the column is called. */
function columnOf(text: string): { name: string; file: string } {
  const [, name, file] = /^([^=/\\]+)=(.+)$/s.exec(text) ?? []
  if (name !== undefined && file !== undefined && name.trim() !== '') return { name: name.trim(), file }
  return { name: basename(text).replace(/\.json$/i, ''), file: text }
}
