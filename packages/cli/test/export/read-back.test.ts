/** @file What `cnn export` writes of trained weights, in whatever format, is a source that gives the same logits. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createModel } from '@cnn/wasm'
import { hashedImage } from '@cnn/weights'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportNetwork } from '../../src/export/export.ts'
import { openWeights, type OpenedWeights } from '../../src/weights/open.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-read-back-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function logitsOf({ net, weights }: OpenedWeights): Promise<Float32Array> {
  const model = await createModel(net, weights)
  const { logits } = await model.predict(hashedImage(net.input.shape).data)
  model.dispose()
  return logits
}

/** One of each family; tflite is for other programs, and is not read. */
const families = [
  'lenet5-cifar10',
  'alexnet-small',
  'nin-small',
  'vgg16-bn-small',
  'googlenet-small',
  'inception-v3-small',
  'resnet20',
  'preact-resnet20',
  'densenet121-small',
]

test.each(families)('%s', { timeout: 120_000 }, async (id) => {
  const expected = await logitsOf(await openWeights(id, 'trained'))
  const largest = Math.max(...expected.map(Math.abs))
  for (const format of ['safetensors', 'onnx', 'tfjs', 'pytorch'])
    for (const fold of format === 'onnx' || format === 'tfjs' ? [false, true] : [false]) {
      const out = join(folder, `${id}-${format}-${fold}`)
      const lrn = id === 'alexnet-small' && format === 'tfjs'
      const written = exportNetwork(id, { format, weights: 'trained', out, fold })
      if (lrn) {
        await expect(written).rejects.toThrow('tfjs layers cannot express')
        continue
      }
      await written
      const logits = await logitsOf(await openWeights(id, out))
      // Unfolded they are the same weights; a folded batch norm comes back as one that only adds, to a rounding.
      if (fold)
        for (const [i, one] of logits.entries()) expect(Math.abs(one - expected[i]!)).toBeLessThan(1e-4 * largest)
      else expect(logits, format).toEqual(expected)
    }
})
