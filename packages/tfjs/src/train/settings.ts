/** @file What a run is asked for, checked, with its defaults. */

import { checkWeights, elements, WeightsError, type Network } from '@cnn/shapes'
import { initialise } from '../initialise.ts'
import { learning } from './learning.ts'
import type { TrainingData, TrainingState, TrainOptions } from './options.ts'
import { oneCycle, type Schedule } from './schedule.ts'
import { TrainingError } from './training-error.ts'

// Public API

export interface Settings {
  readonly epochs: number
  readonly batch: number
  /** Steps in an epoch. */
  readonly batches: number
  readonly schedule: Schedule
  readonly momentum: number
  readonly nesterov: boolean
  readonly decay: number
  readonly smoothing: number
  /** The weight of each output's loss. */
  readonly heads: Readonly<Record<string, number>>
  /** How many layers learn, from the last; all where absent. */
  readonly last?: number
  readonly seed: number
  /** What the run begins with: the state given, or that of a new run. */
  readonly state: TrainingState
}

/** Throws TrainingError, or WeightsError for weights of another network. */
export function settle(net: Network, { count }: TrainingData, options: TrainOptions): Settings {
  const { epochs, batch = 128, momentum = 0.9, decay = 5e-4, smoothing = 0, seed = 1, state, last } = options
  const { schedule = oneCycle({ peak: 0.1 }), nesterov = false } = options
  whole(epochs, 'epochs', 1)
  whole(batch, 'batch', 1)
  whole(count, 'count of the data', 1)
  whole(seed, 'seed', 0)
  if (batch > count)
    throw new TrainingError(`a batch is ${batch} images, but the data have ${count}; give a smaller batch`)
  within(momentum, 'momentum', 1)
  within(smoothing, 'smoothing', 1)
  within(decay, 'decay', Infinity)
  if (last !== undefined) whole(last, 'last', 1)
  const heads = headsOf(net, options.heads ?? {})
  if (state && options.weights)
    throw new TrainingError('weights and a state are given, which has weights of its own; give one of them')
  if (state) checkState(net, state, { epochs, seed, batch, count, last })
  const begun = state ?? fresh(net, { ...options, seed, batch, count })
  const batches = Math.floor(count / batch)
  const sgd = { schedule, momentum, nesterov, decay, smoothing }
  return { epochs, batch, batches, ...sgd, heads, ...(last !== undefined && { last }), seed, state: begun }
}

// Implementation

function whole(value: number, what: string, least: number): void {
  if (!Number.isSafeInteger(value) || value < least)
    throw new TrainingError(`${what} is ${value}; it must be a whole number of at least ${least}`)
}

function within(value: number, what: string, below: number): void {
  if (!(value >= 0 && value < below))
    throw new TrainingError(
      `${what} is ${value}; it must be at least 0${below < Infinity ? ` and below ${below}` : ''}`,
    )
}

function headsOf(net: Network, given: Readonly<Record<string, number>>): Record<string, number> {
  const known = Object.keys(net.outputs)
  if (!known.includes('logits'))
    throw new TrainingError(`network '${net.name}' has no output 'logits' to learn from; it has ${known.join(', ')}`)
  for (const [name, weight] of Object.entries(given)) {
    if (!known.includes(name))
      throw new TrainingError(`network '${net.name}' has no output '${name}'; it has ${known.join(', ')}`)
    within(weight, `the weight of output '${name}'`, Infinity)
  }
  const heads: Record<string, number> = {}
  for (const [name, { shape }] of Object.entries(net.outputs)) {
    if (shape.length !== 1)
      throw new TrainingError(
        `output '${name}' of network '${net.name}' is a feature map, which has no label; train on vectors`,
      )
    heads[name] = given[name] ?? (name === 'logits' ? 1 : 0.3)
  }
  return heads
}

interface Ends {
  readonly epochs: number
  readonly last: number | undefined
}
type Run = Readonly<Record<'seed' | 'batch' | 'count', number>>

function fresh(
  net: Network,
  { weights, last, seed, batch, count }: Run & Pick<TrainOptions, 'weights' | 'last'>,
): TrainingState {
  if (weights) checkWeights(net, weights)
  const momentum = new Map(
    learning(net, last).map(({ name, shape }) => [name, { shape, data: new Float32Array(elements(shape)) }]),
  )
  return {
    epoch: 0,
    step: 0,
    loss: 0,
    right: 0,
    seed,
    batch,
    count,
    weights: weights ?? initialise(net, { seed }),
    momentum,
  }
}

function checkState(net: Network, state: TrainingState, { epochs, last, ...run }: Run & Ends): void {
  for (const [what, value] of Object.entries(run)) {
    const before = state[what as keyof Run]
    if (before !== value)
      throw new TrainingError(
        `the state is of a run with ${what} ${before}, this one has ${value}; go on with the same, or start anew`,
      )
  }
  const batches = Math.floor(run.count / run.batch)
  if (!(state.step >= state.epoch * batches && state.step <= (state.epoch + 1) * batches))
    throw new TrainingError(
      `the state says ${state.step} steps in ${state.epoch} epochs, of ${batches} steps each; it is damaged`,
    )
  if (state.epoch > epochs)
    throw new TrainingError(`the state is of epoch ${state.epoch}, and the run ends with ${epochs}; give more epochs`)
  checkWeights(net, state.weights)
  const misfit = learning(net, last).find(
    ({ name, shape }) => state.momentum.get(name)?.data.length !== elements(shape),
  )
  if (misfit)
    throw new WeightsError(`the state has no momentum of the shape ${misfit.shape.join('×')} for ${misfit.name}`)
}
