/** @file Tells what a network takes photos for, one photo after the other. */

import { access, constants, readFile, stat } from 'node:fs/promises'
import { top } from '@cnn/tfjs'
import type { Device } from '@cnn/tfjs/backend'
import { preprocess } from '@cnn/data'
import { decodePicture } from '@cnn/data/node'
import { formatDuration, messageOf, printable } from '@cnn/shapes'
import { UsageError } from '../terminal/usage.ts'
import { named } from './labelled.ts'
import { predict, type PredictOptions } from './predict.ts'
import { given, type Given } from '../weights/network.ts'
import { matchingOf, type Matching } from '../weights/open.ts'
import { openForPhotos, photoSteps } from '../weights/photos.ts'
import { print, printJson, say } from '../terminal/print.ts'

// Public API

export interface ClassifyOptions extends PredictOptions, Given, Matching {
  readonly network: string
  readonly weights: string
  readonly top: number
  /** A file with the names of the classes. */
  readonly labels?: string
  readonly json?: boolean
}

/** Returns the exit status: 0, or 1 where a photo could not be read. The other photos are classified all the same. */
export async function classify(photos: readonly string[], options: ClassifyOptions): Promise<number> {
  // A mistyped name should not wait for the weights.
  const missing = await Promise.all(photos.map(unreadable))
  if (missing.every((reason) => reason !== undefined)) throw new UsageError(missing.join('\n'))
  const opened = await openForPhotos(options.network, options.weights, {
    build: given(options),
    matching: matchingOf(options),
    ...(options.labels !== undefined && { labels: options.labels }),
  })
  const preprocessing = photoSteps(opened)
  const results: Result[] = []
  const complain = (i: number, error: string): undefined => {
    if (photos.length === 1) throw new UsageError(error)
    results.push({ photo: photos[i]!, error })
    say(`error: ${printable(error, 1000)}\n`)
    return undefined
  }
  const input = async (i: number) => {
    if (missing[i] !== undefined) return complain(i, missing[i])
    try {
      return await named(
        async () => preprocess(decodePicture(await readFile(photos[i]!), photos[i]), preprocessing),
        `${photos[i]}: `,
      )
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      return complain(i, error.message)
    }
  }
  let device: Device | undefined
  const asked = { count: photos.length, batch: 1, input, progress: () => {} }
  for await (const { i, logits, milliseconds, device: own } of predict(opened, asked, options)) {
    const guesses = top(logits, options.top).map((guess) => ({
      ...guess,
      label: opened.labels[guess.class] ?? `class ${guess.class}`,
    }))
    const result = { photo: photos[i]!, milliseconds, top: guesses }
    results.push(result)
    if (!options.json) print(format(result))
    device = own
  }
  if (results.every((result) => 'error' in result))
    throw new UsageError(`none of the ${photos.length} photos can be read`)
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
  if (json) printJson(described)
  return results.some((result) => 'error' in result) ? 1 : 0
}

// Implementation

type Result = Answer | { readonly photo: string; readonly error: string }

interface Answer {
  readonly photo: string
  readonly milliseconds: number
  readonly top: readonly { readonly label: string; readonly class: number; readonly probability: number }[]
}

/** Why the file cannot be read; undefined where it can. */
async function unreadable(photo: string): Promise<string | undefined> {
  try {
    await access(photo, constants.R_OK)
    const found = await stat(photo)
    if (found.isFile()) return undefined
    return `${photo} is ${found.isDirectory() ? 'a folder; name the photos in it' : 'no file'}`
  } catch (error) {
    return `${photo} cannot be read: ${messageOf(error)}`
  }
}

function format({ photo, milliseconds, top: best }: Answer): string {
  const lines = best.map(({ label, probability }) => `  ${(probability * 100).toFixed(1).padStart(5)} %  ${label}\n`)
  return `${printable(photo, 1000)} (${formatDuration(milliseconds)})\n${lines.join('')}`
}
