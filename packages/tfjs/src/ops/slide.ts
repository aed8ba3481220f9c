import { fused, stridedSlice, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core'
import type { ConvAttrs, Window } from '@cnn/shapes'
import { asMap } from './operation.ts'

type Sliding = Pick<Window, 'stride' | 'dilation' | 'pad'> & Pick<ConvAttrs, 'activation'>

/**
 * A convolution without groups: `x` [n, h, w, in] and `filter` [height, width, in, out] to [n, h', w', out]. tfjs has
 * none with stride and dilation both above one: that is the same without stride, of which every place but the strides'
 * is left out.
 */
export function slide(
  x: Tensor4D,
  filter: Tensor4D,
  { stride, dilation, pad: [top, right, bottom, left], activation }: Sliding,
  bias?: Tensor1D,
): Tensor4D {
  const both = Math.max(...stride) > 1 && Math.max(...dilation) > 1
  const y = fused.conv2d({
    x,
    filter,
    ...(bias && { bias }),
    strides: both ? 1 : [...stride],
    dilations: [...dilation],
    pad: [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
    activation: activation ?? 'linear',
  })
  return both ? asMap(stridedSlice(y, [0, 0, 0, 0], y.shape, [1, ...stride, 1])) : y
}
