/** @file The log of a run, one line of JSON an epoch, and its picture. */

import { readFile, writeFile } from 'node:fs/promises'
import { curves } from '@cnn/plot'
import { UsageError } from '../terminal/usage.ts'
import type { RunFiles } from './files.ts'

// Public API

export interface Line {
  /** From 1. */
  readonly epoch: number
  readonly rate: number
  /** Mean cross-entropy of the epoch's batches. */
  readonly loss: number
  /** Share of the images as they were augmented, each before its step. */
  readonly trainAccuracy: number
  readonly testAccuracy: number
  /** Of training; testing not counted. */
  readonly seconds: number
}

/** The lines of the epochs that are done. A run that was stopped between its log and its checkpoint does an epoch again. */
export async function readLog(path: string, done: number): Promise<Line[]> {
  const text = await readFile(path, 'utf8').catch(() => '')
  try {
    const lines = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line)
    return lines.filter(({ epoch }) => epoch <= done)
  } catch {
    throw new UsageError(`${path} is no log of \`cnn train\`; remove it`)
  }
}

export async function saveLog({ log, curves: picture }: RunFiles, name: string, lines: readonly Line[]): Promise<void> {
  await writeFile(log, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  await writeFile(picture, curves([{ name, epochs: lines }]))
}
