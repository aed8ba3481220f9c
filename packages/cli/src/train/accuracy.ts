import { top, createModel } from '@cnn/tfjs'
import type { TrainingData } from '@cnn/data'
import type { Network, Weights } from '@cnn/shapes'

/** How many of the test images `logits` is largest at the label for, on the current backend. */
export async function countRight(net: Network, weights: Weights, data: TrainingData): Promise<number> {
  const model = createModel(net, weights)
  try {
    let right = 0
    for (let from = 0; from < data.count; from += batch) {
      const indices = Int32Array.from({ length: Math.min(batch, data.count - from) }, (_, i) => from + i)
      const { images, labels } = data.batch(indices, 0)
      const { logits } = await model.predict(images)
      const units = logits.length / labels.length
      for (const [i, label] of labels.entries())
        if (top(logits.subarray(i * units, (i + 1) * units), 1)[0]!.class === label) right += 1
    }
    return right
  } finally {
    model.dispose()
  }
}

const batch = 50
