import { concat, fused, slice, split, tensor1d, tensor4d, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core'
import type { ConvAttrs } from '@cnn/shapes'
import { kernelLayout } from '../layout.ts'
import { asMap, type Operation } from './operation.ts'

/** tfjs has no grouped convolution: each group is a convolution of its own on its share of the channels. */
export const conv: Operation<'conv'> = {
  place: (own, attrs) => {
    const { shape, data } = own('weight')!
    const [filters, channels, height, width] = shape as [number, number, number, number]
    const kernels = split(tensor4d(kernelLayout(data, shape), [height, width, channels, filters]), attrs.groups, 3)
    const bias = own('bias')
    return bias ? [...kernels, ...split(tensor1d(bias.data), attrs.groups)] : kernels
  },
  compute: ([x], placed, attrs) => {
    const { groups } = attrs
    const map = asMap(x)
    if (groups === 1) return one(map, placed[0] as Tensor4D, placed[1] as Tensor1D | undefined, attrs)
    const each = map.shape[3] / groups
    const parts = Array.from({ length: groups }, (_, i) =>
      one(
        slice(map, [0, 0, 0, i * each], [-1, -1, -1, each]),
        placed[i] as Tensor4D,
        placed[groups + i] as Tensor1D | undefined,
        attrs,
      ),
    )
    return concat(parts, 3)
  },
}

function one(
  x: Tensor4D,
  filter: Tensor4D,
  bias: Tensor1D | undefined,
  { stride, dilation, pad, activation }: ConvAttrs,
): Tensor4D {
  const [top, right, bottom, left] = pad
  return fused.conv2d({
    x,
    filter,
    ...(bias && { bias }),
    strides: [...stride],
    dilations: [...dilation],
    pad: [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
    activation: activation ?? 'linear',
  })
}
