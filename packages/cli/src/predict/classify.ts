/** @file Photos, one after the other, to what a network takes them for. */

import { readFile } from 'node:fs/promises'
import { top } from '@cnn/tfjs'
import { DataError, preprocess } from '@cnn/data'
import { decodePicture } from '@cnn/data/node'
import { formatDuration } from '../terminal/units.ts'
import { UsageError } from '../terminal/usage.ts'
import { predict, type PredictOptions } from './predict.ts'
import { openSource, photoSteps } from '../weights/open.ts'

// Public API

export interface ClassifyOptions extends PredictOptions {
  readonly network: string
  readonly weights: string
  readonly top: number
  readonly json?: boolean
}

export async function classify(photos: readonly string[], options: ClassifyOptions): Promise<void> {
  // Photos first: a mistyped name should not wait for the weights.
  const pictures = await Promise.all(photos.map(readPhoto))
  const opened = await openSource(options.network, options.weights)
  const preprocessing = photoSteps(opened)
  const inputs = pictures.map((picture, i) => attempt(photos[i]!, () => preprocess(picture, preprocessing)))
  const results: Result[] = []
  const work = {
    count: photos.length,
    batch: 1,
    input: async (i: number) => inputs[i]!,
    found: (i: number, logits: ArrayLike<number>, milliseconds: number) => {
      const guesses = top(logits, options.top).map((guess) => ({
        ...guess,
        label: opened.labels[guess.class] ?? `class ${guess.class}`,
      }))
      results.push({ photo: photos[i]!, milliseconds, top: guesses })
    },
    progress: () => {},
  }
  const device = await predict(opened, work, options)
  const { weights, backend, json } = options
  const { network, steps } = opened
  const described = {
    network,
    weights,
    backend,
    device,
    preprocessing: { ...preprocessing, source: steps },
    photos: results,
  }
  process.stdout.write(json ? `${JSON.stringify(described, null, 2)}\n` : results.map(format).join('\n'))
}

// Implementation

interface Result {
  readonly photo: string
  readonly milliseconds: number
  readonly top: readonly { readonly label: string; readonly class: number; readonly probability: number }[]
}

async function readPhoto(photo: string) {
  const bytes = await readFile(photo).catch((error: unknown) => {
    throw new UsageError(`${photo} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  })
  return attempt(photo, () => decodePicture(bytes, photo))
}

function attempt<T>(photo: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    throw new UsageError(error.message.startsWith(photo) ? error.message : `${photo}: ${error.message}`)
  }
}

function format({ photo, milliseconds, top }: Result): string {
  const lines = top.map(({ label, probability }) => `  ${(probability * 100).toFixed(1).padStart(5)} %  ${label}\n`)
  return `${photo} (${formatDuration(milliseconds)})\n${lines.join('')}`
}
