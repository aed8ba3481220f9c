/**
 * @file Trains, one after the other, what has no weights of the recipe yet. An interrupted run goes on from its last
 * whole epoch.
 * Usage: node benchmarks/training/all.ts FOLDER [--python python3] [--threads 2]
 */

import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readSafetensors } from '@cnn/weights'
import { followsRecipe, order, recipe } from './recipe.ts'

const options = { python: { type: 'string', default: 'python3' }, threads: { type: 'string', default: '2' } } as const
const { values, positionals } = parseArgs({ options, allowPositionals: true })
const [folder] = positionals
if (folder === undefined)
  throw new Error('usage: node benchmarks/training/all.ts FOLDER [--python python3] [--threads 2]')

/** Memory is kept and not given back: else a network without batch norm spends half of its time on page faults. */
const memory = { MALLOC_MMAP_MAX_: '0', MALLOC_TRIM_THRESHOLD_: '100000000000', MALLOC_TOP_PAD_: '268435456' }
const flags = Object.entries(recipe).flatMap(([name, value]) => [`--${name}`, String(value)])
const published = join(import.meta.dirname, '../../packages/trained/files')

for (const id of order) {
  const done = [published, folder].some((place) => follows(join(place, `${id}.safetensors`)))
  if (done) continue
  const command = [join(folder, 'train.py'), folder, id, ...flags, '--threads', values.threads]
  const { status } = spawnSync(values.python, command, {
    stdio: 'inherit',
    env: { ...process.env, ...memory, OMP_WAIT_POLICY: 'passive' },
  })
  if (status !== 0) throw new Error(`the training of ${id} ended with ${status}`)
}

function follows(file: string): boolean {
  return existsSync(file) && followsRecipe(readSafetensors(readFileSync(file)).metadata)
}
