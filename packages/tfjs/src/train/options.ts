/** @file What a training run is given, what it reports, and what it can be resumed from. */

import type { Weights } from '@cnn/shapes'
import type { Schedule } from './schedule.ts'

/** Labelled images, asked for batch by batch. */
export interface TrainingData {
  /** Images in all. */
  readonly count: number
  /**
   * The images at these positions, 0 to `count` − 1. Augmentation has to follow from the positions and `epoch` (from 0)
   * alone: then a resumed run sees what an uninterrupted one does.
   */
  batch(indices: Int32Array, epoch: number): Batch | Promise<Batch>
}

/** Images and labels of one step. */
export interface Batch {
  /** [n, height, width, channels], one after the other. */
  readonly images: Float32Array
  /** One class for each image, 0 to units − 1. */
  readonly labels: Int32Array
}

/** How a network is trained. */
export interface TrainOptions {
  /** Passes over the data in all, those before `state` included. */
  readonly epochs: number
  /** Images in a step; 128. What is left over at the end of an epoch is dropped: the next one shuffles anew. */
  readonly batch?: number
  /** Learning rate by time: `oneCycle`, `steps`, `constant` or a function of one's own; `oneCycle({ peak: 0.1 })`. */
  readonly schedule?: Schedule
  /** Share of the velocity that is kept from step to step; 0.9. */
  readonly momentum?: number
  /** Look ahead along the velocity (Sutskever et al. 2013), as PyTorch has it; false, as in the papers. */
  readonly nesterov?: boolean
  /** Times each parameter, added to its gradient, biases and batch norm's included, as by default in PyTorch; 5e-4. */
  readonly decay?: number
  /** Share of the target that is spread over all classes (Szegedy et al. 2015, section 7); 0. */
  readonly smoothing?: number
  /** Weights of the losses of outputs; 1 for `logits` and 0.3 for every other (Szegedy et al. 2014, section 5). */
  readonly heads?: Readonly<Record<string, number>>
  /**
   * Only the last so many layers with weights learn, 1 or more; all. The others stay as they are: their batch norm goes
   * by its moving statistics, as at inference, and moves them no more.
   */
  readonly last?: number
  /** Of the first weights, the order of the images and dropout; 1. One seed, one run. */
  readonly seed?: number
  /** To start from, in place of `initialise(net, { seed })`. */
  readonly weights?: Weights
  /**
   * To go on from, with the other options as they were: the run ends up where it would have without the interruption,
   * bit for bit on the same backend.
   */
  readonly state?: TrainingState
  /** After each step; awaited. */
  onBatch?(progress: BatchProgress): void | Promise<void>
  /** After each epoch; awaited. */
  onEpoch?(progress: EpochProgress): void | Promise<void>
  /** Ends the run between two steps: `train` rejects with its reason. */
  readonly signal?: AbortSignal
}

interface Progress {
  /** From 1. */
  readonly epoch: number
  readonly epochs: number
  /** Steps in an epoch. */
  readonly batches: number
  /** The learning rate of the last step. */
  readonly rate: number
  /** Reads all that a resumed run needs from the backend. To be called before the callback ends. */
  readonly state: () => Promise<TrainingState>
}

/** News after a batch. */
export interface BatchProgress extends Progress {
  /** Within the epoch, from 1. */
  readonly batch: number
  /** Mean cross-entropy of this batch, the weighted heads included. */
  readonly loss: number
  /** Share of this batch for which `logits` was largest at the label, before the step. */
  readonly accuracy: number
}

/** News after an epoch. */
export interface EpochProgress extends Progress {
  /** Mean over the epoch's batches. */
  readonly loss: number
  /** Share of the images, as they were augmented and each before its step. */
  readonly accuracy: number
}

/**
 * All that a run goes on from: plain numbers and tensors in PyTorch's layout, which the caller may write as safetensors
 * and JSON.
 */
export interface TrainingState {
  /** Epochs done and reported, and steps done, both since the start of the run. */
  readonly epoch: number
  readonly step: number
  /** Of the epoch under way: the sum over its batches so far, and how many images were right. */
  readonly loss: number
  readonly right: number
  /** What the steps are counted in, and what they depend on; `train` refuses a state of another run. */
  readonly seed: number
  readonly batch: number
  readonly count: number
  /** Moving statistics included: what `createModel` takes. */
  readonly weights: Weights
  /** The velocity of each parameter that learns, under its name. */
  readonly momentum: Weights
}
