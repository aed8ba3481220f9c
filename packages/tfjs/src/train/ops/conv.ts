import { concat, split, type Tensor4D } from '@tensorflow/tfjs-core'
import { conv as inference } from '../../ops/conv.ts'
import { asMap, mapShape } from '../../ops/operation.ts'
import { filterGradient, inputGradient } from './conv-gradients.ts'
import { channelSum } from './per-channel.ts'
import type { Trainable } from './trainable.ts'

export const conv: Trainable<'conv'> = {
  forward: (inputs, own, attrs, { shapes }) => ({
    y: inference.compute(
      inputs,
      own.flatMap((tensor) => split(tensor, attrs.groups, tensor.rank - 1)),
      attrs,
      shapes,
    ),
  }),
  backward: (dy, { inputs: [x], own: [filter, bias], attrs, shapes, wanted }) => {
    const [height, width] = mapShape(shapes.input)
    const [xs, filters, dys] = [x, filter, dy].map((tensor) => split(asMap(tensor), attrs.groups, 3)) as [
      Tensor4D[],
      Tensor4D[],
      Tensor4D[],
    ]
    const dx = () =>
      concat(
        dys.map((part, i) => inputGradient(part, filters[i]!, attrs, [height, width])),
        3,
      )
    const dFilter = concat(
      dys.map((part, i) => filterGradient(xs[i]!, part, attrs)),
      3,
    )
    return { inputs: [wanted ? dx() : undefined], own: bias ? [dFilter, channelSum(dy)] : [dFilter] }
  },
}
