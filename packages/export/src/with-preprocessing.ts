/**
 * @file A network that takes a picture's bytes as they are: what its publisher does to pixels becomes its first
 * operations.
 */

import { pickChannels, rewrite, scaleShift, type FeatureMap, type Filled, type Node } from '@cnn/shapes'
import { ExportError } from './error.ts'

// Public API

/** What is done to the pixels of the square that was cut from a picture, as `Preprocessing` of @cnn/data has it. */
export interface PixelSteps {
  /** The order of the channels, in the means and deviations too. */
  readonly channels: 'RGB' | 'BGR'
  /** What the brightest byte becomes before the mean is taken off. */
  readonly white: 1 | 255
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
}

/**
 * The same network on RGB from 0 to 255, in float32 and in the layout of the format: the channels are turned where it
 * wants BGR, and `preprocessing` is a factor and a term for each, (x · white / 255 − mean) / deviation. Resizing and
 * cropping stay with whoever has the picture. Throws ExportError for a network that takes no colours.
 */
export function withPreprocessing({ net, weights }: Filled, { channels, white, mean, deviation }: PixelSteps): Filled {
  if (net.input.shape[2] !== 3)
    throw new ExportError(`${net.name} takes images of ${net.input.shape[2]} channels, so no RGB can be its input`)
  const first = (x: Node<FeatureMap>) =>
    scaleShift(channels === 'BGR' ? pickChannels(x, { channels: [2, 1, 0] }) : x, layer)
  const per = (value: (channel: number) => number) => ({
    shape: [3],
    data: Float32Array.from([0, 1, 2], (channel) => value(channel)),
  })
  return {
    net: rewrite(net, (node) => (node.kind === 'input' ? first(net.input) : undefined)),
    weights: new Map([
      [`${layer}.weight`, per((channel) => white / 255 / deviation[channel]!)],
      [`${layer}.bias`, per((channel) => -mean[channel]! / deviation[channel]!)],
      ...weights,
    ]),
  }
}

// Implementation

const layer = 'preprocessing'
