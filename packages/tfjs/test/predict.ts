/** @file One way to predict for all that is tested: this package on one of its backends, or another engine. */

import type { Network, Weights } from '@cnn/shapes'
import { setBackend } from '@tensorflow/tfjs-core'
import { expect } from 'vitest'
import { createModel } from '@cnn/tfjs'

export interface Subject {
  readonly net: Network
  readonly weights: Weights
  readonly outputs?: readonly string[]
}

/** Makes the model, predicts the images [n, height, width, channels] and disposes of it. */
export type Predict = (subject: Subject, images: Float32Array) => Promise<Readonly<Record<string, Float32Array>>>

/** The backend has to be registered. */
export const onBackend =
  (backend: string): Predict =>
  async ({ net, weights, outputs = ['logits'] }, images) => {
    expect(await setBackend(backend)).toBe(true)
    const model = createModel(net, weights, { outputs })
    try {
      return await model.predict(images)
    } finally {
      model.dispose()
    }
  }
