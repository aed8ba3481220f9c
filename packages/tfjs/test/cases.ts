/** @file A small network for every operation and each of its options that a backend could get wrong. */

import {
  adaptiveAvgPool,
  add,
  avgPool,
  batchNorm,
  concat,
  conv,
  dense,
  dropout,
  flatten,
  globalAveragePool,
  input,
  lrn,
  maxPool,
  network,
  padChannels,
  pickChannels,
  rbf,
  relu,
  scaledTanh,
  scaleShift,
  sigmoid,
  tanh,
  type FeatureMap,
  type Network,
  type Node,
} from '@cnn/shapes'

type Map3 = Node<FeatureMap>

const on = (shape: FeatureMap, build: (x: Map3) => Node): Network => network('case', { result: build(input(shape)) })

/** Neither square nor of a number of channels that fills a texture or a SIMD register. */
const odd: FeatureMap = [7, 9, 3]

export const cases: Readonly<Record<string, Network>> = {
  'convolution 3×3': on(odd, (x) => conv(x, 'c', { filters: 5, kernel: 3 })),
  'convolution 1×1 without bias': on(odd, (x) => conv(x, 'c', { filters: 6, kernel: 1, bias: false })),
  'convolution with stride and padding': on(odd, (x) => conv(x, 'c', { filters: 4, kernel: 3, stride: 2, pad: 1 })),
  'convolution with different strides': on(odd, (x) => conv(x, 'c', { filters: 4, kernel: 3, stride: [2, 3], pad: 1 })),
  'convolution 1×7 padded': on([6, 9, 2], (x) => conv(x, 'c', { filters: 3, kernel: [1, 7], pad: [0, 3] })),
  'convolution padded on each side differently': on(odd, (x) =>
    conv(x, 'c', { filters: 4, kernel: 3, pad: [0, 1, 2, 3] }),
  ),
  'convolution with same padding and stride': on([8, 6, 3], (x) =>
    conv(x, 'c', { filters: 4, kernel: 3, stride: 2, pad: 'same' }),
  ),
  'dilated convolution': on([9, 11, 2], (x) => conv(x, 'c', { filters: 4, kernel: 3, dilation: 2, pad: 2 })),
  'convolution with stride and dilation': on([11, 12, 2], (x) =>
    conv(x, 'c', { filters: 4, kernel: 3, stride: 2, dilation: 2, pad: 1 }),
  ),
  'grouped convolution with the stride of one axis and the dilation of the other': on([9, 10, 4], (x) =>
    relu(conv(x, 'c', { filters: 6, kernel: [2, 3], stride: [1, 3], dilation: [2, 1], pad: [0, 1, 2, 0], groups: 2 })),
  ),
  'grouped convolution': on([5, 6, 6], (x) => conv(x, 'c', { filters: 9, kernel: 3, pad: 1, groups: 3 })),
  'grouped convolution with ReLU': on([5, 6, 4], (x) => relu(conv(x, 'c', { filters: 6, kernel: 3, groups: 2 }))),
  'convolution of the whole map': on([5, 4, 3], (x) => conv(x, 'c', { filters: 7, kernel: [5, 4] })),
  'convolution, batch norm, ReLU': on(odd, (x) => relu(batchNorm(conv(x, 'c', { filters: 5, kernel: 3 }), 'n'))),
  'convolution without bias, batch norm': on(odd, (x) =>
    batchNorm(conv(x, 'c', { filters: 5, kernel: 3, bias: false }), 'n'),
  ),
  'grouped convolution and batch norm': on([5, 5, 4], (x) =>
    batchNorm(conv(x, 'c', { filters: 6, kernel: 3, groups: 2 }), 'n'),
  ),
  'batch norm of a map': on(odd, (x) => batchNorm(x, 'n', { epsilon: 0.001 })),
  'batch norm and ReLU before a convolution': on(odd, (x) =>
    conv(relu(batchNorm(x, 'n')), 'c', { filters: 4, kernel: 1 }),
  ),
  'batch norm whose input has another reader': on(odd, (x) => {
    const y = conv(x, 'c', { filters: 3, kernel: 1 })
    return add(y, batchNorm(y, 'n'))
  }),
  'ReLU whose input has another reader': on(odd, (x) => {
    const y = conv(x, 'c', { filters: 3, kernel: 1 })
    return concat([y, relu(y)])
  }),
  'ReLU and batch norm behind a dropout whose input has other readers': on(odd, (x) => {
    const y = conv(x, 'c', { filters: 3, kernel: 1 })
    return concat([y, relu(dropout(y)), batchNorm(dropout(y), 'n')])
  }),
  'ReLU behind a dropout': on(odd, (x) => relu(dropout(conv(x, 'c', { filters: 3, kernel: 1 })))),
  'max pooling': on([6, 8, 3], (x) => maxPool(x, { kernel: 2, stride: 2 })),
  'overlapping max pooling': on(odd, (x) => maxPool(x, { kernel: 3, stride: 2 })),
  'padded max pooling of negative values': on(odd, (x) => maxPool(batchNorm(x, 'n'), { kernel: 3, stride: 2, pad: 1 })),
  'max pooling rounded up': on([6, 8, 3], (x) => maxPool(x, { kernel: 3, stride: 2, ceil: true })),
  'padded max pooling rounded up': on([7, 8, 3], (x) => maxPool(x, { kernel: 3, stride: 3, pad: 1, ceil: true })),
  'average pooling': on([6, 8, 3], (x) => avgPool(x, { kernel: 2, stride: 2 })),
  'average pooling 5×5 with stride 3': on([14, 14, 3], (x) => avgPool(x, { kernel: 5, stride: 3 })),
  'average pooling that counts padding': on(odd, (x) => avgPool(x, { kernel: 3, pad: 1 })),
  'average pooling that does not count padding': on(odd, (x) => avgPool(x, { kernel: 3, pad: 1, countPadding: false })),
  'average pooling rounded up': on([6, 8, 3], (x) => avgPool(x, { kernel: 3, stride: 2, ceil: true })),
  'padded average pooling rounded up': on([6, 8, 3], (x) => avgPool(x, { kernel: 3, stride: 2, pad: 1, ceil: true })),
  'every second pixel': on(odd, (x) => avgPool(x, { kernel: 1, stride: 2 })),
  'adaptive pooling to windows that overlap': on([14, 9, 3], (x) => adaptiveAvgPool(x, { size: [4, 2] })),
  'adaptive pooling to a larger map': on([1, 3, 4], (x) => adaptiveAvgPool(x, { size: [6, 5] })),
  'adaptive pooling to windows of one size': on([6, 9, 3], (x) => adaptiveAvgPool(x, { size: [2, 3] })),
  'global average pooling': on(odd, (x) => globalAveragePool(x)),
  'response normalisation of the paper': on([4, 5, 9], (x) => lrn(x, { alpha: 0.3 })),
  'response normalisation of 3 channels': on([4, 5, 4], (x) => lrn(x, { size: 3, k: 1, alpha: 0.5, beta: 0.5 })),
  'sigmoid, and tanh of it': on(odd, (x) => tanh(sigmoid(batchNorm(x, 'n')))),
  'convolution and scaled tanh': on(odd, (x) => scaledTanh(conv(x, 'c', { filters: 4, kernel: 3 }))),
  'dense and scaled tanh': on([3, 4, 5], (x) => scaledTanh(dense(globalAveragePool(x), 'd', { units: 6 }))),
  'one factor and one term per channel': on(odd, (x) => scaleShift(x, 's')),
  'one factor and one term per unit, ReLU': on(odd, (x) =>
    relu(scaleShift(dense(globalAveragePool(x), 'd', { units: 6 }), 's')),
  ),
  'distances from codes': on([3, 4, 3], (x) =>
    rbf(globalAveragePool(x), {
      codes: [
        [1, -1, 0.5],
        [0, 0, 0],
      ],
    }),
  ),
  'some channels, in another order': on([4, 5, 7], (x) => pickChannels(x, { channels: [5, 6, 0, 3] })),
  'channels of zeros': on(odd, (x) => padChannels(x, { before: 2, after: 3 })),
  concatenation: on(odd, (x) =>
    concat([conv(x, 'a', { filters: 2, kernel: 1 }), x, conv(x, 'b', { filters: 5, kernel: 3, pad: 1 })]),
  ),
  sum: on(odd, (x) => add(conv(x, 'a', { filters: 3, kernel: 1 }), x)),
  'a value added to itself': on(odd, (x) => add(x, x)),
  'a value joined with itself that has another reader': on(odd, (x) => {
    const y = relu(x)
    return concat([concat([y, y]), conv(y, 'c', { filters: 2, kernel: 1 })])
  }),
  flatten: on([3, 4, 5], (x) => flatten(x)),
  'dense after flatten': on([3, 4, 5], (x) => dense(flatten(x), 'd', { units: 6 })),
  'dense after flatten, ReLU, dense': on([3, 4, 5], (x) =>
    dense(relu(dense(flatten(x), 'd', { units: 6 })), 'e', { units: 4, bias: false }),
  ),
  'dense and batch norm of a vector': on([3, 4, 5], (x) =>
    relu(batchNorm(dense(globalAveragePool(x), 'd', { units: 6 }), 'n')),
  ),
  'dropout, which does nothing at inference': on(odd, (x) =>
    dense(dropout(globalAveragePool(dropout(x))), 'd', { units: 4 }),
  ),
}
