import type { Network } from '@cnn/shapes'
import type { TrainingData, TrainingState, TrainOptions } from './options.ts'

/**
 * Trains a network on the current tfjs backend by stochastic gradient descent on the cross-entropy of its outputs. Nothing of it stays on
 * the backend, however it ends. Throws TrainingError for options, data and a state that do not fit, and when the loss is no number any more.
 */
export async function train(net: Network, data: TrainingData, options: TrainOptions): Promise<TrainingState> {
  throw new Error(`not yet: ${net.name}, ${data.count}, ${options.epochs}`)
}
