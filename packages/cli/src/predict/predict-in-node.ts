/** @file Computes in this process, on WASM or in plain JavaScript. */

import { createModel } from '@cnn/tfjs'
import { startBackend } from '@cnn/tfjs/backend'
import type { Device } from '@cnn/bench'
import type { Work } from './predict.ts'
import { quietly } from '../terminal/quietly.ts'
import type { Opened } from '../weights/open.ts'

// Public API

export async function predictInNode(
  { net, weights }: Opened,
  work: Work,
  backend: 'node-wasm' | 'cpu',
): Promise<Device> {
  const { device, model } = await quietly(async () => ({
    device: await startBackend(backend === 'cpu' ? 'cpu' : 'wasm'),
    model: createModel(net, weights),
  }))
  for (let from = 0; from < work.count; from += work.batch) {
    const to = Math.min(from + work.batch, work.count)
    const ready = await inputsOf(work, from, to)
    if (ready.length > 0) {
      const started = performance.now()
      const { logits } = await model.predict(joined(ready.map(({ input }) => input)))
      const milliseconds = (performance.now() - started) / ready.length
      const classes = logits.length / ready.length
      for (const [k, { i }] of ready.entries())
        work.found(i, logits.subarray(k * classes, (k + 1) * classes), milliseconds)
    }
    work.progress(`${to} of ${work.count} pictures`)
  }
  return device
}

// Implementation

async function inputsOf(work: Work, from: number, to: number): Promise<{ i: number; input: Float32Array }[]> {
  const ready = []
  for (let i = from; i < to; i++) {
    const input = await work.input(i)
    if (input) ready.push({ i, input })
  }
  return ready
}

function joined(inputs: readonly Float32Array[]): Float32Array {
  const result = new Float32Array(inputs.length * inputs[0]!.length)
  for (const [i, input] of inputs.entries()) result.set(input, i * input.length)
  return result
}
