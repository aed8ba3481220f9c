import type { Node } from './graph.ts'
import type { FeatureMap, Shape, Vector } from './shape.ts'
import { network } from './graph.ts'
import { macs } from './folds/macs.ts'
import { flatten } from './ops/flatten.ts'
import { input } from './ops/input.ts'
import { params } from './folds/params.ts'
import { receptiveField, type Field } from './folds/receptive-field.ts'

/** What comes out of a few layers, and what they cost for one image. */
export interface Calculated {
  readonly output: Shape
  /** Trainable values, as `params` counts them. */
  readonly parameters: number
  /** Multiply-accumulates, as `macs` counts them. */
  readonly macs: number
  /** What one element of the last feature map sees of the input; absent where the input is a vector. */
  readonly receptiveField?: Field
}

/**
 * The figures of one layer, a stack or a block, without building a network around it:
 * `calculate([32, 32, 3], x => conv(x, 'c', { filters: 10, kernel: 5, pad: 2 }))` gives 32×32×10 and 760 parameters.
 * The input is a feature map [height, width, channels] or a vector [units]. Throws ShapeError where the layers do not
 * fit.
 */
export function calculate(shape: FeatureMap, build: (x: Node<FeatureMap>) => Node): Calculated
export function calculate(shape: Vector, build: (x: Node<Vector>) => Node): Calculated
export function calculate(
  shape: Shape,
  build: ((x: Node<FeatureMap>) => Node) | ((x: Node<Vector>) => Node),
): Calculated {
  const isMap = shape.length === 3
  const output = isMap
    ? (build as (x: Node<FeatureMap>) => Node)(input(shape))
    : (build as (x: Node<Vector>) => Node)(flatten(input([1, 1, shape[0]])))
  const net = network('calculate', { output })
  return {
    output: output.shape,
    parameters: params(net),
    macs: macs(net),
    ...(isMap && { receptiveField: receptiveField(net) }),
  }
}
