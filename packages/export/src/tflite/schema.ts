/**
 * @file The numbers of TFLite's schema (tensorflow/lite/schema/schema.fbs, version 3) that a network needs: operators,
 * the tables of their options with the fields in the order of the schema, and the types of tensors.
 */

// Public API

/** BuiltinOperator */
export const operators = {
  ADD: 0,
  AVERAGE_POOL_2D: 1,
  CONCATENATION: 2,
  CONV_2D: 3,
  FULLY_CONNECTED: 9,
  LOGISTIC: 14,
  MAX_POOL_2D: 17,
  MUL: 18,
  RELU: 19,
  RESHAPE: 22,
  TANH: 28,
  PAD: 34,
  TRANSPOSE: 39,
  MEAN: 40,
  NEG: 59,
  PADV2: 60,
  SUM: 74,
  SQRT: 75,
  RSQRT: 76,
  POW: 78,
  SQUARED_DIFFERENCE: 99,
} as const

export type OperatorName = keyof typeof operators

/** TensorType */
export const tensorTypes = { float32: 0, int32: 2 } as const

/** A table of the union BuiltinOptions: which one, and its fields as the width of each and its value. */
export interface Options {
  readonly table: number
  readonly fields: readonly (readonly ['int8' | 'int32', number])[]
}

/** What an operator may do to its result before it is stored. */
export type Fused = 'relu' | undefined

interface Sliding {
  readonly padding: 'same' | 'valid'
  readonly stride: readonly [number, number]
}

export const conv2D = ({ padding, stride }: Sliding, dilation: readonly [number, number], fused: Fused): Options => ({
  table: 1,
  fields: [...sliding(padding, stride), activation(fused), ['int32', dilation[1]], ['int32', dilation[0]]],
})

export const pool2D = ({ padding, stride }: Sliding, kernel: readonly [number, number]): Options => ({
  table: 5,
  fields: [...sliding(padding, stride), ['int32', kernel[1]], ['int32', kernel[0]]],
})

/**
 * On a vector; with `keepDimensions` on each row of a matrix. The field between the two is the format of the weights.
 */
export const fullyConnected = (fused: Fused, { keepDimensions = false } = {}): Options => ({
  table: 8,
  fields: [activation(fused), ['int8', 0], ['int8', keepDimensions ? 1 : 0]],
})
export const concatenation = (axis: number): Options => ({ table: 10, fields: [['int32', axis]] })
export const addition = (fused: Fused): Options => ({ table: 11, fields: [activation(fused)] })
export const multiplication: Options = { table: 21, fields: [] }
/** ReducerOptions; the axes that are summed stay out of the result. */
export const reducer: Options = { table: 27, fields: [['int8', 0]] }

// Implementation

const sliding = (padding: 'same' | 'valid', [vertical, horizontal]: readonly [number, number]): Options['fields'] => [
  ['int8', padding === 'same' ? 0 : 1],
  ['int32', horizontal],
  ['int32', vertical],
]

/** ActivationFunctionType */
const activation = (fused: Fused): Options['fields'][number] => ['int8', fused === 'relu' ? 1 : 0]
