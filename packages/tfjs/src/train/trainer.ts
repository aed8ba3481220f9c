/** @file A network in training on the current backend: its tensors, and a step of them. */

import { weights as weightsOf, type Network, type Weights } from '@cnn/shapes'
import { getBackend, tensor2d, tensor4d, type Tensor } from '@tensorflow/tfjs-core'
import { denseAsConv } from '../dense-as-conv.ts'
import { unlessLost } from '../backend/lost.ts'
import { crossEntropy } from './loss.ts'
import type { Batch, TrainingState } from './options.ts'
import { frozen, learning } from './learning.ts'
import { forward, type Pass } from './pass.ts'
import { place, read } from './placed.ts'
import type { Settings } from './settings.ts'
import { descend } from './sgd.ts'
import { unfused } from './unfused.ts'

// Public API

export interface Trainer {
  /**
   * Loss and right answers of a batch, and then, unless the loss is no finite number, the step that follows from it.
   */
  step(
    batch: Batch,
    rate: number,
    random: (stream: string) => (i: number) => number,
  ): Promise<{ readonly loss: number; readonly right: number }>
  /** Weights and momentum as they are now, in PyTorch's layout. */
  read(): Promise<Pick<TrainingState, 'weights' | 'momentum'>>
  dispose(): void
}

export function createTrainer(whole: Network, { state, heads, smoothing, last, ...sgd }: Settings): Trainer {
  // The matrix of a dense layer may be too large for a texture, here as at inference.
  const { net } =
    getBackend() === 'webgl' ? denseAsConv({ net: unfused(whole), weights: state.weights }) : { net: unfused(whole) }
  const owned = weightsOf(net)
  const parameters = learning(net, last)
  const still = frozen(net, last)
  const tensors = place(owned, state.weights)
  const velocities = place(parameters, state.momentum)
  const shapes = new Map(weightsOf(whole).map(({ name, shape }) => [name, shape]))
  const shaped = (found: Weights): Weights =>
    new Map([...found].map(([name, { data }]) => [name, { shape: shapes.get(name)!, data }]))

  return {
    async step({ images, labels }, rate, random) {
      const image = tensor4d(images, [labels.length, ...net.input.shape])
      let pass: Pass | undefined
      const temporary: Tensor[] = [image]
      try {
        pass = forward({ net, still }, tensors, image, random)
        const logits = await unlessLost(
          Promise.all(Object.values(pass.outputs).map((tensor) => tensor.data() as Promise<Float32Array>)),
        )
        const losses = logits.map((values) => crossEntropy(values, labels, smoothing))
        const names = Object.keys(pass.outputs)
        const loss = losses.reduce((sum, one, i) => sum + heads[names[i]!]! * one.loss, 0)
        const { right } = losses[names.indexOf('logits')]!
        if (!Number.isFinite(loss)) return { loss, right }

        const { outputs } = pass
        const slopes = losses.map(({ gradient }, i) => times(gradient, heads[names[i]!]!, outputs[names[i]!]!))
        temporary.push(...slopes)
        const gradients = pass.backward(Object.fromEntries(names.map((name, i) => [name, slopes[i]!])))
        temporary.push(...gradients.values())
        for (const { name } of parameters) {
          const [parameter, velocity] = descend(tensors.get(name)!, velocities.get(name)!, gradients.get(name)!, {
            ...sgd,
            rate,
          })
          replace(tensors, name, parameter)
          replace(velocities, name, velocity)
        }
        for (const [name, statistic] of pass.moving) replace(tensors, name, statistic.clone())
        return { loss, right }
      } finally {
        pass?.dispose()
        for (const tensor of temporary) tensor.dispose()
      }
    },
    async read() {
      const [weights, momentum] = await unlessLost(Promise.all([read(owned, tensors), read(parameters, velocities)]))
      return { weights: shaped(weights), momentum: shaped(momentum) }
    },
    dispose() {
      for (const all of [tensors, velocities]) for (const tensor of all.values()) tensor.dispose()
    },
  }
}

// Implementation

/** In the shape of that tensor. */
const times = (values: Float32Array, factor: number, { shape }: Tensor): Tensor =>
  tensor2d(
    values.map((value) => value * factor),
    shape as [number, number],
  )

/** Puts a tensor in the place of another. */
function replace(tensors: Map<string, Tensor>, name: string, tensor: Tensor): void {
  tensors.get(name)?.dispose()
  tensors.set(name, tensor)
}
