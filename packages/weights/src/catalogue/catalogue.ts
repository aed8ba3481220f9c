/**
 * @file Where weights for the networks of the zoo are published, and what has to be known to use them. Only what is
 * certain: for a network that is not here, no weights are known that fit it.
 */

import { heightAndWidth, mnistNormalisation, type Preprocessing, type Sides } from '@cnn/data'
import { fromHuggingFace } from './hugging-face.ts'
import { fromKeras } from './keras.ts'
import { cifarSteps, torchvisionSteps, type Published } from './published.ts'
import { small } from './small.ts'
import { fromTorchvision } from './torchvision.ts'

// Public API

/** All published weights that are known. */
export const catalogue: readonly Published[] = [...small, ...fromHuggingFace, ...fromTorchvision, ...fromKeras]

/** Those for one network. A fully convolutional one, `…-fcn`, takes the weights of the one with dense layers. */
export const publishedWeights = (network: string): Published[] =>
  catalogue.filter((one) => one.network === network.replace(/-fcn$/, ''))

/**
 * Whose weights these seem to be: by the address if it is one of the catalogue's, else by `Scheme.id` of the names that
 * the publisher gives its tensors. Undefined where the catalogue has none of that publisher for the network.
 */
export function publisherOf(network: string, scheme: string, url?: string): Published | undefined {
  const all = publishedWeights(network)
  const order: readonly string[] = scheme.startsWith('keras') ? ['Keras', 'npm'] : [scheme]
  return (
    all.find((one) => one.url === url) ?? order.flatMap((name) => all.filter(({ publisher }) => publisher === name))[0]
  )
}

/**
 * For weights whose publisher says nothing of pictures, by the shape of the network's input: CIFAR-10's steps for small
 * ones, else torchvision's; of one channel, MNIST's for small ones, which stand in a frame where these are 32².
 */
export function usualSteps([height, width, channels]: readonly [number, number, number]): Preprocessing {
  const isSmall = Math.max(height, width) <= 64
  if (isSmall && channels === 1) {
    const [inner, frame] = height === 32 && width === 32 ? [28, 32] : [sides(height, width), undefined]
    const steps = { ...cifarSteps, resize: inner, crop: inner, channels: 'grey', ...mnistNormalisation } as const
    return { ...steps, ink: 'bright', ...(frame !== undefined && { frame }) }
  }
  return stepsFor(isSmall ? cifarSteps : torchvisionSteps, [height, width, channels])
}

/** The same steps for an input of another size, with as much of the picture, and of one channel. */
export function stepsFor(steps: Preprocessing, [height, width, channels]: readonly number[]): Preprocessing {
  const [across, down] = [heightAndWidth(steps.frame ?? steps.crop), heightAndWidth(steps.resize)]
  const count = steps.mean.length
  const grey = channels === 1 && count === 3
  const shape = grey
    ? ({ channels: 'grey', mean: [middle(steps.mean)], deviation: [middle(steps.deviation)] } as const)
    : {}
  if (across[0] === height && across[1] === width) return { ...steps, ...shape }
  const { frame: _, ...frameless } = steps
  const scaled = sides(Math.round((height! * down[0]) / across[0]), Math.round((width! * down[1]) / across[1]))
  return { ...frameless, ...shape, resize: scaled, crop: sides(height!, width!) }
}

// Implementation

const sides = (height: number, width: number): Sides => (height === width ? height : [height, width])

const middle = (values: readonly number[]) =>
  Number((values.reduce((sum, value) => sum + value, 0) / values.length).toPrecision(6))
