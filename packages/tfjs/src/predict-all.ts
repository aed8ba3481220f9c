/** @file Any number of images through a model, a batch at a time. */

import { MemoryError } from './backend/wasm-memory.ts'
import type { Model } from './model.ts'

// Public API

/** What a batch gave. */
export interface Prediction {
  /** The position of the image, from 0. */
  readonly i: number
  /** The output `logits`: [units]. */
  readonly logits: Float32Array
  /** The image's share of the time of its batch; the first batch's has the compiling of shaders in it. */
  readonly milliseconds: number
}

/** How images are cut into batches. */
export interface PredictAllOptions {
  /** Images that are computed at once; a function is asked before each batch, and 0 ends. */
  readonly batch: number | (() => number)
}

/**
 * The logits of each image [height · width · channels], in order. Images are taken only as they are needed. A batch
 * that there is no memory for is computed in halves, and so small are all that follow; throws MemoryError where one
 * image is too many.
 */
export async function* predictAll(
  model: Pick<Model, 'predict'>,
  images: Iterable<Float32Array> | AsyncIterable<Float32Array>,
  { batch }: PredictAllOptions,
): AsyncGenerator<Prediction, void, undefined> {
  const next = iterator(images)
  let from = 0
  let most = Infinity
  for (let waiting: readonly Float32Array[] = []; ;) {
    if (waiting.length === 0) waiting = await take(next, Math.min(most, typeof batch === 'number' ? batch : batch()))
    if (waiting.length === 0) return
    const group = waiting.slice(0, most)
    const started = performance.now()
    const logits = await logitsOf(model, group)
    if (!logits) {
      most = Math.floor(group.length / 2)
      continue
    }
    const milliseconds = (performance.now() - started) / group.length
    const units = logits.length / group.length
    for (let k = 0; k < group.length; k++)
      yield { i: from + k, logits: logits.subarray(k * units, (k + 1) * units), milliseconds }
    from += group.length
    waiting = waiting.slice(group.length)
  }
}

// Implementation

/** Undefined where there is no memory for so many images, but may be for fewer. */
async function logitsOf(model: Pick<Model, 'predict'>, group: readonly Float32Array[]) {
  try {
    return (await model.predict(joined(group))).logits!
  } catch (error) {
    if (error instanceof MemoryError && group.length > 1) return undefined
    throw error
  }
}

type Next = () => IteratorResult<Float32Array, unknown> | Promise<IteratorResult<Float32Array, unknown>>

function iterator(images: Iterable<Float32Array> | AsyncIterable<Float32Array>): Next {
  const all = Symbol.asyncIterator in images ? images[Symbol.asyncIterator]() : images[Symbol.iterator]()
  return () => all.next()
}

async function take(next: Next, count: number): Promise<Float32Array[]> {
  const group: Float32Array[] = []
  while (group.length < count) {
    const { done, value } = await next()
    if (done) break
    group.push(value)
  }
  return group
}

function joined(group: readonly Float32Array[]): Float32Array {
  if (group.length === 1) return group[0]!
  const all = new Float32Array(group.length * group[0]!.length)
  for (const [k, image] of group.entries()) all.set(image, k * image.length)
  return all
}
