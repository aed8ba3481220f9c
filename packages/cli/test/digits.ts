/** @file Two classes that any network learns at once, and `cnn train` on them in a folder of its own. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { runHere } from './run-here.ts'

// Public API

/** Where the images are, and the folders of the runs. */
export let folder: string

/** For the tests of this file; what they leave is removed. */
export function useDigits(): void {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cnn-train-'))
    await writeDigits('train', 60)
    await writeDigits('t10k', 20)
  })
  afterAll(() => rm(folder, { recursive: true }))
  afterEach(() => (process.exitCode = undefined))
}

export const run = (out: string, ...more: string[]) =>
  runHere(
    'train',
    'lenet5-modern',
    '--data',
    folder,
    '--out',
    join(folder, out),
    '--batch',
    '20',
    '--augment',
    'none',
    ...more,
  )

export const read = (out: string, file: string) => readFile(join(folder, out, file))

/** What a run says that is refused. */
export const said = async (...args: string[]) => {
  const { status, stderr } = await run(...(args as [string]))
  expect(status).toBe(2)
  return stderr
}

// Implementation

/**
 * Bright above for a 0, bright below for a 1: what any network learns at once. As MNIST's files, by hand from their
 * description.
 */
async function writeDigits(split: 'train' | 't10k', count: number) {
  const images = new Uint8Array(16 + count * 784)
  new DataView(images.buffer).setUint32(0, 2051)
  for (const [i, value] of [count, 28, 28].entries()) new DataView(images.buffer).setUint32(4 + 4 * i, value)
  const labels = new Uint8Array(8 + count)
  new DataView(labels.buffer).setUint32(0, 2049)
  new DataView(labels.buffer).setUint32(4, count)
  for (let i = 0; i < count; i++) {
    const label = i % 2
    labels[8 + i] = label
    for (let k = 0; k < 392; k++) {
      const [row, column] = [label * 14 + Math.floor(k / 28), k % 28]
      // Dark at the edges, as MNIST is.
      if ([row, column].some((at) => at === 0 || at === 27)) continue
      images[16 + i * 784 + row * 28 + column] = 100 + ((i * 31 + k * 7) % 100)
    }
  }
  await writeFile(join(folder, `${split}-images-idx3-ubyte`), images)
  await writeFile(join(folder, `${split}-labels-idx1-ubyte`), labels)
}
