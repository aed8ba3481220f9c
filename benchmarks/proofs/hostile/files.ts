/**
 * @file Reads every file of a folder as this project would, each in a process of its own, and prints a table of what it
 * came to:
 *
 *     node benchmarks/proofs/hostile/files.ts FOLDER
 *
 * Exits with 1 unless each ends within a second of the processor (of reading, not of starting) and 300 MiB (of the
 * whole process) in its reader's own error. A file that can be read within these bounds is right as well, unless it
 * lies about itself: that is for whoever reads the table to say.
 */

import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { messageOf } from '@cnn/shapes'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('name the folder of hostile files')
const reader = fileURLToPath(new URL('read-one.ts', import.meta.url))

interface Outcome {
  readonly end: string
  readonly own: boolean
  /** Of the processor. */
  readonly milliseconds: number
  readonly mebibytes: number
}

console.log('| file | bytes | end | ms | MiB |\n|---|--:|---|--:|--:|')
let failed = 0
for (const name of readdirSync(folder).toSorted()) {
  if (/\.(md|ts)$/.test(name)) continue
  const path = join(folder, name)
  const { end, own, milliseconds, mebibytes } = outcome(path)
  const right = (own || end === 'read') && milliseconds <= 1000 && mebibytes <= 300
  if (!right) failed++
  const row = [name, statSync(path).size, `${right ? '' : '**'}${end}${right ? '' : '**'}`, milliseconds, mebibytes]
  console.log(`| ${row.join(' | ')} |`)
}
process.exit(failed > 0 ? 1 : 0)

function outcome(path: string): Outcome {
  try {
    return JSON.parse(execFileSync(process.execPath, [reader, path], { encoding: 'utf8', timeout: 60_000 })) as Outcome
  } catch (error) {
    const end = `the process died: ${messageOf(error).split('\n')[0]}`
    return { end, own: false, milliseconds: NaN, mebibytes: NaN }
  }
}
