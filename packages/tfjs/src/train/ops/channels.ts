import { conv2d, slice, split, tensor4d } from '@tensorflow/tfjs-core'
import { asMap, mapShape } from '../../ops/operation.ts'
import type { Trainable } from './trainable.ts'

export const concat: Trainable<'concat'> = {
  backward: (dy, { inputs }) => ({
    inputs: split(
      dy,
      inputs.map(({ shape }) => shape[3]!),
      3,
    ),
  }),
}

export const padChannels: Trainable<'padChannels'> = {
  backward: (dy, { attrs: { before }, shapes }) => ({
    inputs: [slice(asMap(dy), [0, 0, 0, before], [-1, -1, -1, mapShape(shapes.input)[2]])],
  }),
}

/** As a 1×1 convolution that brings each channel back to where it was picked from. */
export const pickChannels: Trainable<'pickChannels'> = {
  backward: (dy, { attrs: { channels }, shapes }) => {
    const count = mapShape(shapes.input)[2]
    const back = new Float32Array(channels.length * count)
    for (const [to, from] of channels.entries()) back[to * count + from] = 1
    return { inputs: [conv2d(asMap(dy), tensor4d(back, [1, 1, channels.length, count]), 1, 'valid')] }
  },
}
