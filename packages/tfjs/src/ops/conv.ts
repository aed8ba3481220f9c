import { concat, slice, split, tensor1d, tensor4d, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core'
import { kernelLayout } from '../layout.ts'
import { asMap, type Operation } from './operation.ts'
import { slide } from './slide.ts'

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
    if (groups === 1) return slide(map, placed[0] as Tensor4D, attrs, placed[1] as Tensor1D | undefined)
    const each = map.shape[3] / groups
    const parts = Array.from({ length: groups }, (_, i) =>
      slide(
        slice(map, [0, 0, 0, i * each], [-1, -1, -1, each]),
        placed[i] as Tensor4D,
        attrs,
        placed[groups + i] as Tensor1D | undefined,
      ),
    )
    return concat(parts, 3)
  },
}
