/** @file The building blocks of the papers, each a function from feature map to feature map. */

export {
  basicConv,
  convNorm,
  convNormRelu,
  convRelu,
  normReluConv,
  slidingDense,
  towers,
  type Names,
  type NormOptions,
} from './convolution.ts'
export { mlpconv, type MlpconvOptions } from './mlpconv.ts'
export { dropout, globalAveragePool, lrn, overlappingPool } from './pooling.ts'
export { sparseConv, subsampling } from './lenet.ts'
export {
  auxiliaryClassifier,
  inception,
  inceptionNaive,
  type AuxiliaryOptions,
  type InceptionFilters,
  type InceptionOptions,
} from './inception.ts'
export {
  inceptionV3A,
  inceptionV3Auxiliary,
  inceptionV3B,
  inceptionV3C,
  inceptionV3D,
  inceptionV3E,
  type V3Options,
  type V3ReductionOptions,
} from './inception-v3.ts'
export {
  inceptionV4A,
  inceptionV4B,
  inceptionV4C,
  inceptionV4ReductionA,
  inceptionV4ReductionB,
  inceptionV4Stem,
  type V4Options,
} from './inception-v4.ts'
export { basic, bottleneck, plain, type BottleneckOptions, type ResidualOptions } from './residual.ts'
export { preactBasic, preactBottleneck } from './preactivation.ts'
export {
  bareProjection,
  everywhereProjection,
  identity,
  projection,
  zeroPadding,
  zeroPaddingAfter,
  type Shortcut,
} from './shortcut.ts'
export { denseBlock, transition, type DenseBlockOptions, type TransitionOptions } from './dense-block.ts'
export { widen } from './width.ts'
export type { Convolution, Map3 } from './map.ts'
