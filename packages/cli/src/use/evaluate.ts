/** @file The accuracy of a network over labelled pictures. */

import { readFile } from 'node:fs/promises'
import { top, wilson } from '@cnn/bench'
import { DataError, preprocess, type Picture } from '@cnn/data'
import { decodePicture, readCifar10, readFolder } from '@cnn/data/node'
import { UsageError } from '../usage.ts'
import { startInNode } from './predict-in-node.ts'
import { openSource, type Opened } from './source.ts'

// Public API

export interface EvaluateOptions {
  readonly weights: string
  readonly data: string
  /** The first so many. */
  readonly limit?: number
  readonly json?: boolean
}

export async function evaluate(id: string, options: EvaluateOptions): Promise<void> {
  const opened = await openSource(id, options.weights)
  const all = await explained(() => labelled(options.data, opened))
  const count = Math.min(options.limit ?? all.count, all.count)
  const { model } = await startInNode(opened, 'node-wasm')
  const started = performance.now()
  const right = { 1: 0, 5: 0 }
  for (let from = 0; from < count; from += batch) {
    const to = Math.min(from + batch, count)
    const inputs = await explained(() => Promise.all(Array.from({ length: to - from }, (_, i) => inputOf(all, from + i, opened))))
    const { logits } = await model.predict(joined(inputs))
    const classes = logits!.length / inputs.length
    for (let i = 0; i < inputs.length; i++) {
      const guesses = top(logits!.subarray(i * classes, (i + 1) * classes), 5).map((guess) => guess.class)
      const place = guesses.indexOf(all.label(from + i))
      if (place === 0) right[1] += 1
      if (place >= 0) right[5] += 1
    }
    if (process.stderr.isTTY) process.stderr.write(`\r${to} of ${count} pictures`)
  }
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  const share = (correct: number) => ({ correct, share: correct / count, interval: wilson(correct, count) })
  const result = {
    network: id,
    weights: options.weights,
    data: options.data,
    preprocessing: { ...opened.preprocessing, source: opened.steps },
    images: count,
    of: all.count,
    top1: share(right[1]),
    top5: share(right[5]),
    seconds: (performance.now() - started) / 1000,
  }
  process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : format(result))
}

// Implementation

/** Few, since a batch of VGG's activations is large; a network for small images does not gain by more. */
const batch = 20

interface Labelled {
  readonly count: number
  readonly label: (i: number) => number
  readonly picture: (i: number) => Promise<Picture>
  /** For an error. */
  readonly name: (i: number) => string
}

async function labelled(data: string, { net, labels }: Opened): Promise<Labelled> {
  const classes = net.outputs['logits']!.shape.at(-1)!
  if (data !== 'cifar10') {
    const files = await readFolder(data, classes, labels)
    return {
      count: files.length,
      label: (i) => files[i]!.label,
      picture: async (i) => decodePicture(await readFile(files[i]!.path), files[i]!.path),
      name: (i) => files[i]!.path,
    }
  }
  if (classes !== 10) throw new UsageError(`CIFAR-10 has 10 classes, and the network ${classes}`)
  const { count, labels: own, pixels } = await readCifar10('test')
  const each = 32 * 32 * 3
  return {
    count,
    label: (i) => own[i]!,
    picture: async (i) => ({ width: 32, height: 32, pixels: pixels.subarray(i * each, (i + 1) * each) }),
    name: (i) => `image ${i} of CIFAR-10`,
  }
}

async function inputOf(all: Labelled, i: number, { preprocessing }: Opened): Promise<Float32Array> {
  const picture = await all.picture(i)
  try {
    return preprocess(picture, preprocessing)
  } catch (error) {
    throw error instanceof DataError ? new UsageError(`${all.name(i)}: ${error.message}`) : error
  }
}

async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof DataError ? new UsageError(error.message) : error
  }
}

function joined(inputs: readonly Float32Array[]): Float32Array {
  const result = new Float32Array(inputs.length * inputs[0]!.length)
  for (const [i, input] of inputs.entries()) result.set(input, i * input.length)
  return result
}

interface Share {
  readonly share: number
  readonly interval: readonly [number, number]
}

function format({
  network,
  weights,
  data,
  images,
  of,
  top1,
  top5,
  seconds,
}: {
  readonly network: string
  readonly weights: string
  readonly data: string
  readonly images: number
  readonly of: number
  readonly top1: Share
  readonly top5: Share
  readonly seconds: number
}): string {
  const line = (name: string, { share, interval: [low, high] }: Share) =>
    `  ${name}  ${percent(share)} %  (95 %: ${percent(low)} to ${percent(high)})\n`
  const some = images === of ? `all ${images}` : `the first ${images} of ${of}`
  return `${network} with ${weights} on ${some} pictures of ${data}, ${seconds.toFixed(0)} s\n${line('top-1', top1)}${line('top-5', top5)}`
}

const percent = (share: number): string => (share * 100).toFixed(2)
