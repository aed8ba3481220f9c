/** @file Photos, one after the other, to what a network takes them for. */

import { readFile } from 'node:fs/promises'
import { top, type BackendId, type Device } from '@cnn/bench'
import { DataError, preprocess } from '@cnn/data'
import { decodePicture } from '@cnn/data/node'
import { formatDuration } from '../units.ts'
import { UsageError } from '../usage.ts'
import { predictInBrowser } from './predict-in-browser.ts'
import { startInNode } from './predict-in-node.ts'
import { openSource, type Opened } from './source.ts'

// Public API

export interface ClassifyOptions {
  readonly network: string
  readonly weights: string
  readonly backend: BackendId
  readonly top: number
  readonly browser?: string
  readonly json?: boolean
}

export async function classify(photos: readonly string[], options: ClassifyOptions): Promise<void> {
  // Photos first: a mistyped name should not wait for the weights.
  const pictures = await Promise.all(photos.map(readPhoto))
  const opened = await openSource(options.network, options.weights)
  const inputs = pictures.map((picture, i) => attempt(photos[i]!, () => preprocess(picture, opened.preprocessing)))
  const { device, logits, milliseconds } = await predict(opened, inputs, options)
  const results = photos.map((photo, i) => ({
    photo,
    milliseconds: milliseconds[i]!,
    top: top(logits[i]!, options.top).map((guess) => ({ ...guess, label: opened.labels[guess.class] ?? `class ${guess.class}` })),
  }))
  const { network, weights, backend, json } = options
  const { preprocessing, steps } = opened
  const described = { network, weights, backend, device, preprocessing: { ...preprocessing, source: steps }, photos: results }
  process.stdout.write(json ? `${JSON.stringify(described, null, 2)}\n` : results.map(format).join('\n'))
}

// Implementation

interface Prediction {
  readonly device: Device
  readonly logits: readonly ArrayLike<number>[]
  readonly milliseconds: readonly number[]
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

async function predict(
  opened: Opened,
  inputs: readonly Float32Array[],
  { network, backend, browser }: ClassifyOptions,
): Promise<Prediction> {
  if (backend !== 'node-wasm' && backend !== 'cpu')
    return predictInBrowser(opened, inputs, { network, backend, ...(browser !== undefined && { browser }) })
  const { model, device } = await startInNode(opened, backend)
  const logits: Float32Array[] = []
  const milliseconds: number[] = []
  for (const input of inputs) {
    const started = performance.now()
    const { logits: own } = await model.predict(input)
    milliseconds.push(performance.now() - started)
    logits.push(own!)
  }
  return { device, logits, milliseconds }
}

function format({
  photo,
  milliseconds,
  top,
}: {
  photo: string
  milliseconds: number
  top: readonly { label: string; probability: number }[]
}) {
  const lines = top.map(({ label, probability }) => `  ${(probability * 100).toFixed(1).padStart(5)} %  ${label}\n`)
  return `${photo} (${formatDuration(milliseconds)})\n${lines.join('')}`
}
