/**
 * @file Trains a network of @cnn/shapes on any tfjs backend. An entry of its own, so that inference carries no
 * gradients.
 */

export { train } from './train.ts'
export type { Batch, BatchProgress, EpochProgress, TrainingData, TrainingState, TrainOptions } from './options.ts'
export { constant, oneCycle, steps, type Schedule } from './schedule.ts'
export { TrainingError } from './training-error.ts'
