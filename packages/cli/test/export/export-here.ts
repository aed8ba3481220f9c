/** @file `cnn export` into a folder of the tests of one file. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { runHere } from '../run-here.ts'

/** Where they are written. */
export let folder: string

/** For the tests of this file; what they leave is removed. */
export function useFolder(): void {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cnn-export-'))
  })
  afterAll(() => rm(folder, { recursive: true }))
}

export const at = (name: string) => join(folder, name)

export const run = (typed: string, out: string, ...more: readonly string[]) =>
  runHere('export', ...typed.split(' '), '--out', out, ...more)
