/** @file The accuracy of a network over labelled pictures. */

import { top } from '@cnn/tfjs'
import type { Device } from '@cnn/tfjs/backend'
import { wilson } from '@cnn/bench'
import { UsageError } from '../terminal/usage.ts'
import { labelled } from './labelled.ts'
import { predict, type PredictOptions } from './predict.ts'
import { sample } from './sample.ts'
import { ProgressLine } from '../terminal/progress.ts'
import { given, type Given } from '../weights/network.ts'
import { matchingOf, type Matching } from '../weights/open.ts'
import { openForPhotos } from '../weights/photos.ts'
import { print, printJson, say } from '../terminal/print.ts'
import { printable } from '@cnn/shapes'

// Public API

export interface EvaluateOptions extends PredictOptions, Given, Matching {
  readonly weights: string
  readonly data: string
  /** How many pictures to take, as many of each class. */
  readonly limit?: number
  readonly seed: number
  /** A file that says which folder is which class. */
  readonly labels?: string
  /** A picture that cannot be read ends it. */
  readonly strict?: boolean
  readonly json?: boolean
}

export async function evaluate(id: string, options: EvaluateOptions): Promise<void> {
  const opened = await openForPhotos(id, options.weights, { build: given(options), matching: matchingOf(options) })
  const all = await labelled(options.data, opened, options.labels)
  const chosen = sample(all, options.limit ?? all.count, options.seed)
  const tell = (text: string) => say(`${printable(text, 1000)}\n`)
  for (const note of all.notes) tell(`note: ${note}`)
  const line = new ProgressLine()
  const started = performance.now()
  const right = { 1: 0, 5: 0 }
  const unread: string[] = []
  const input = (i: number) =>
    all.input(chosen[i]!).catch((error: unknown) => {
      if (options.strict || !(error instanceof UsageError)) throw error
      line.end()
      tell(`left out: ${error.message}`)
      unread.push(error.message)
      return undefined
    })
  const asked = { count: chosen.length, batch, input, progress: (message: string) => line.show(message) }
  let device: Device | undefined
  try {
    for await (const { i, logits, device: own } of predict(opened, asked, options)) {
      const place = top(logits, 5).findIndex((guess) => guess.class === all.label(chosen[i]!))
      if (place === 0) right[1] += 1
      if (place >= 0) right[5] += 1
      device = own
    }
  } finally {
    line.end()
  }
  const count = chosen.length - unread.length
  if (count === 0) throw new UsageError(`none of the ${chosen.length} pictures of ${options.data} can be read`)
  const share = (correct: number) => ({ correct, share: correct / count, interval: wilson(correct, count) })
  const result = {
    network: opened.network,
    weights: options.weights,
    data: options.data,
    backend: options.backend,
    device,
    preprocessing: all.preprocessing,
    images: count,
    of: all.count,
    ...(chosen.length < all.count && { seed: options.seed }),
    notes: all.notes,
    unread,
    top1: share(right[1]),
    top5: share(right[5]),
    seconds: (performance.now() - started) / 1000,
  }
  if (options.json) printJson(result)
  else print(format(result))
}

// Implementation

/** Few, since a batch of VGG's activations is large; a network for small images does not gain by more. */
const batch = 20

interface Share {
  readonly share: number
  readonly interval: readonly [number, number]
}

interface Result {
  readonly network: string
  readonly weights: string
  readonly data: string
  readonly backend: string
  readonly images: number
  readonly of: number
  readonly top1: Share
  readonly top5: Share
  readonly seconds: number
}

function format({ network, weights, data, backend, images, of, top1, top5, seconds }: Result): string {
  const line = (name: string, { share, interval: [low, high] }: Share) =>
    `  ${name}  ${percent(share)} %  (95 %: ${percent(low)} to ${percent(high)})\n`
  const some = images === of ? `all ${images}` : `${images} of ${of}`
  const head = `${network} with ${weights} on ${some} pictures of ${data}, ${seconds.toFixed(0)} s on ${backend}\n`
  return `${head}${line('top-1', top1)}${line('top-5', top5)}`
}

const percent = (share: number): string => (share * 100).toFixed(2)
