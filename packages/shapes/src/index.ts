/** @file Convolutional networks as a graph, and its arithmetic. */

export { bounds, graphBounds, hdf5Bounds, mostUnpacked, pictureBounds, resultBounds } from './bounds.ts'
export { network, select, apply, type Network, type Node, type Role, type Rule, type Weight } from './graph.ts'
export type { Window } from './shape.ts'
export { CnnError } from './cnn-error.ts'
export { ShapeError, type FeatureMap, type Shape, type Vector, formatShape } from './shape.ts'
export type { Kind, Operations } from './ops/operations.ts'
export type {
  ActivationAttrs,
  AdaptiveAvgPoolAttrs,
  AvgPoolAttrs,
  BatchNormAttrs,
  ConvAttrs,
  DenseAttrs,
  LrnAttrs,
  MaxPoolAttrs,
  PadChannelsAttrs,
  PickChannelsAttrs,
  RbfAttrs,
} from './ops/operations.ts'
export { activation, relu, scaledTanh, sigmoid, tanh } from './ops/activation.ts'
export { type Activation, type FusedActivation } from './ops/activations.ts'
export { adaptiveAvgPool, adaptiveWindows } from './ops/adaptive-avg-pool.ts'
export { add } from './ops/add.ts'
export { avgPool } from './ops/avg-pool.ts'
export { batchNorm } from './ops/batch-norm.ts'
export { concat } from './ops/concat.ts'
export { conv, type ConvOptions } from './ops/conv.ts'
export { dense } from './ops/dense.ts'
export { dropout } from './ops/dropout.ts'
export { flatten } from './ops/flatten.ts'
export { globalAveragePool } from './ops/global-average-pool.ts'
export { input } from './ops/input.ts'
export { lrn } from './ops/lrn.ts'
export { maxPool, type PoolOptions } from './ops/max-pool.ts'
export { padChannels } from './ops/pad-channels.ts'
export { pickChannels } from './ops/pick-channels.ts'
export { rbf } from './ops/rbf.ts'
export { scaleShift } from './ops/scale-shift.ts'
export { outputSize, overhang, type AxisOptions, type Padding, type Pair, type WindowOptions } from './window.ts'
export { elements, isParameter, weights, weightsOf, type OwnedWeight, type Tensor, type Weights } from './weights.ts'
export { checkedWeights, checkWeights, WeightsError } from './check-weights.ts'
export { params, paramsOf } from './folds/params.ts'
export { macs, macsOf } from './folds/macs.ts'
export { calculate, type Calculated } from './calculate.ts'
export { conventions, type Convention, type ConventionName } from './folds/conventions.ts'
export { countOperations, type OperationCount } from './folds/count-operations.ts'
export { kerasParams, type KerasOptions, type KerasParams } from './folds/keras-params.ts'
export { receptiveField, receptiveFields, type Field, type MapField, type Parting } from './folds/receptive-field.ts'
export { bytesOf, lastUses, memory, type DataType, type Memory, type MemoryOptions } from './folds/memory.ts'
export { concentration, memoryTable, type Concentration, type MemoryRow } from './folds/memory-table.ts'
export { trainingMemory, type Optimiser, type TrainingMemory, type TrainingOptions } from './folds/training-memory.ts'
export { labels, summary, type Layer } from './folds/summary.ts'
export { toJSON, type NetworkJson, type NodeJson } from './json/to-json.ts'
export { fromJSON } from './json/from-json.ts'
export { fuse, type Filled } from './fuse.ts'
export { rewrite } from './rewrite.ts'
export { mix, uniform } from './hash.ts'
export {
  decimalsOf,
  formatBytes,
  formatCount,
  formatDuration,
  formatFixed,
  formatMagnitude,
  formatNumber,
} from './text/format.ts'
export { escapeXml } from './text/escape-xml.ts'
export { messageOf } from './text/message-of.ts'
export { printable, printableLines } from './text/printable.ts'
export { textWidth, type Face } from './text/text-width.ts'
export { readersOf, type Readers } from './readers.ts'
export { transposed } from './transposed.ts'
