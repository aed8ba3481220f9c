/** @file This engine, for the suites that it shares with `@cnn/tfjs`. */

import { createModel, type ModelOptions } from '@cnn/wasm'
import type { Predict } from '../../tfjs/test/predict.ts'

export const onWasm =
  (options: ModelOptions): Predict =>
  async ({ net, weights, outputs = ['logits'] }, images) => {
    const model = await createModel(net, weights, { ...options, outputs })
    try {
      return await model.predict(images)
    } finally {
      model.dispose()
    }
  }
