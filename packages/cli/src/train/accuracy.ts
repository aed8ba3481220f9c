import { createModel, predictAll, top } from '@cnn/tfjs'
import type { TrainingData } from '@cnn/data'
import type { Network, Weights } from '@cnn/shapes'

/** For how many of the test images the largest of the logits is that of the label. Computes on the current backend. */
export async function countRight(net: Network, weights: Weights, data: TrainingData): Promise<number> {
  const model = createModel(net, weights)
  try {
    let right = 0
    const labels: number[] = []
    const images = function* () {
      for (let i = 0; i < data.count; i++) {
        const one = data.batch(Int32Array.of(i), 0)
        labels.push(one.labels[0]!)
        yield one.images
      }
    }
    for await (const { i, logits } of predictAll(model, images(), { batch }))
      if (top(logits, 1)[0]!.class === labels[i]) right += 1
    return right
  } finally {
    model.dispose()
  }
}

const batch = 50
