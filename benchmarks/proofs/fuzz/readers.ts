/**
 * @file Feeds one reader files of a stranger, and prints how many it stood:
 *
 *     node benchmarks/proofs/fuzz/readers.ts pytorch 100000 [seed] [first case]
 *
 * Three of five cases are valid files changed by one who knows the format, one has changed bytes, one is arbitrary. A
 * case stands if it gives a value or the reader's own error. A foreign error, more than a second of processor time and
 * more than 512 MiB of the process are finds: the case is written to the folder of temporary files, and the run ends. A
 * case that ends the process is found by its number, which is printed now and then: the seed and the number tell the
 * bytes.
 */

import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { arbitrary, scrambled } from './bytes.ts'
import { randomOf } from './random.ts'
import { subjects, type Subject } from './subjects.ts'

const bounds = { seconds: 1, mebibytes: 512 }

const [name = '', count = '100000', seed = '1', first = '0'] = process.argv.slice(2)
const subject = Object.hasOwn(subjects, name) ? subjects[name]!() : undefined
if (!subject) throw new Error(`name one of ${Object.keys(subjects).join(', ')}`)
const outcomes = { read: 0, refused: 0 }
const messages = new Set<string>()
let slowest = 0
const start = performance.now()
for (let i = Number(first); i < Number(first) + Number(count); i++) {
  const bytes = hostile(subject, i)
  const before = process.cpuUsage()
  try {
    await subject.read(bytes)
    outcomes.read++
  } catch (error) {
    if (!(error instanceof subject.refuses)) find(i, bytes, error)
    outcomes.refused++
    if (messages.size < 1000) messages.add(error.message.replaceAll(/\d+|'[^']*'|"[^"]*"/g, '#').slice(0, 60))
  }
  const { user, system } = process.cpuUsage(before)
  const took = (user + system) / 1e6
  slowest = Math.max(slowest, took)
  if (took > bounds.seconds) find(i, bytes, `it took ${took} s of processor time`)
  const { maxRSS } = process.resourceUsage()
  if (maxRSS > bounds.mebibytes * 1024) find(i, bytes, `the process has had ${Math.round(maxRSS / 1024)} MiB`)
  if (i % 10_000 === 9999) console.error(`${name}: ${i + 1}, ${Math.round(maxRSS / 1024)} MiB`)
}
console.log(
  `${name}: ${count} cases from seed ${seed}, ${outcomes.read} read, ${outcomes.refused} refused ` +
    `for ${messages.size} reasons; ` +
    `slowest ${slowest.toFixed(2)} s, ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB at most, ` +
    `${((performance.now() - start) / 1000).toFixed(0)} s`,
)
process.exit(0)

function hostile({ files, change }: Subject, i: number): Uint8Array {
  const random = randomOf(Number(seed), i)
  const file = random.of(files)
  const kind = i % 5
  if (kind < 3) return change(file, random)
  return kind === 3 ? scrambled(file, random) : arbitrary(files, random)
}

function find(i: number, bytes: Uint8Array, what: unknown): never {
  const place = join(tmpdir(), `find-${name}-${seed}-${i}.bin`)
  writeFileSync(place, bytes)
  console.error(`a find, case ${i}, in ${place}:`, what)
  process.exit(1)
}
