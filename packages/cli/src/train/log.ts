/** @file The log of a run, one line of JSON an epoch, and its picture. */

import { curves } from '@cnn/plot'
import type { RunFiles } from './files.ts'
import { replace } from '../files/replace.ts'

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

/** Whole, from the lines that the checkpoint holds: a log that is missing or torn is made good by the next epoch. */
export async function saveLog({ log, curves: picture }: RunFiles, name: string, lines: readonly Line[]): Promise<void> {
  await replace(log, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  await replace(picture, curves([{ name, epochs: lines }]))
}
