/**
 * @file One way to predict for all that is tested, this package on one of its backends or another engine, and what
 * holds of each.
 */

import { elements, type Network, type Weights } from '@cnn/shapes'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { setBackend } from '@tensorflow/tfjs-core'
import { expect } from 'vitest'
import { createModel, type ModelOptions } from '@cnn/tfjs'
import { expectClose } from './close.ts'
import { runReference } from './reference.ts'

export interface Subject {
  readonly net: Network
  readonly weights: Weights
  readonly outputs?: readonly string[]
}

/** Makes the model, predicts the images [n, height, width, channels] and disposes of it. */
export type Predict = (subject: Subject, images: Float32Array) => Promise<Readonly<Record<string, Float32Array>>>

/** The backend has to be registered. */
export const onBackend =
  (backend: string, options: Pick<ModelOptions, 'fused'> = {}): Predict =>
  async ({ net, weights, outputs = ['logits'] }, images) => {
    expect(await setBackend(backend)).toBe(true)
    const model = createModel(net, weights, { ...options, outputs })
    try {
      return await model.predict(images)
    } finally {
      model.dispose()
    }
  }

/** Every output of the hashed weights and image, against the plain loops. */
export async function expectReference(net: Network, predict: Predict, tolerance: number): Promise<void> {
  const weights = hashedWeights(net)
  const image = hashedImage(net.input.shape).data
  const found = await predict({ net, weights, outputs: Object.keys(net.outputs) }, image)
  for (const [name, expected] of Object.entries(runReference(net, weights, image))) {
    expect(found[name]).toHaveLength(elements(net.outputs[name]!.shape))
    expectClose(found[name]!, expected, tolerance)
  }
}
