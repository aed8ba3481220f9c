/** @file How each operation is said in ONNX, opset 17: feature maps are [batch, channels, height, width]. */

import type { Kind, Node } from '@cnn/shapes'
import { adaptiveMatrix } from '../adaptive.ts'
import { transpose } from '../transpose.ts'
import type { Draft } from './draft.ts'
import type { Context, Operation } from './operation.ts'
import { averagePool, largestPool, slidingWindow } from './pool.ts'

// Public API

/** Adds what computes a node; gives the name of the result. */
export const addNode = (draft: Draft, { kind, attrs }: Node, inputs: readonly string[], context: Context): string =>
  (operations[kind] as Operation<Kind>)(draft, inputs, attrs, context)

// Implementation

/** Every kind of node: one that is missing does not compile. */
const operations: { readonly [K in Kind]: Operation<K> } = {
  input: (_, __, ___, { name }) => name,

  conv: (draft, [x], attrs, { name, layer }) =>
    withActivation(draft, name, attrs, (result) =>
      draft.operator(result, 'Conv', [x!, ...kernelAndBias(draft, layer, attrs)], {
        ...slidingWindow(attrs),
        dilations: { ints: attrs.dilation },
        group: { int: attrs.groups },
      }),
    ),

  dense: (draft, [x], attrs, { name, layer }) =>
    withActivation(draft, name, attrs, (result) =>
      draft.operator(result, 'Gemm', [x!, ...kernelAndBias(draft, layer, attrs)], { transB: { int: 1 } }),
    ),

  batchNorm: (draft, [x], attrs, { name, layer }) => {
    const parts = ['weight', 'bias', 'running_mean', 'running_var'].map((part) => draft.weight(`${layer}.${part}`))
    return withActivation(draft, name, attrs, (result) =>
      draft.operator(result, 'BatchNormalization', [x!, ...parts], { epsilon: { float: attrs.epsilon } }),
    )
  },

  activation: (draft, [x], { activation }, { name }) => {
    if (activation !== 'scaledTanh')
      return draft.operator(name, { relu: 'Relu', sigmoid: 'Sigmoid', tanh: 'Tanh' }[activation], [x!])
    const scaled = draft.operator(`${name}/scaled`, 'Mul', [
      x!,
      draft.constant(`${name}/in`, [], Float32Array.of(2 / 3)),
    ])
    const bent = draft.operator(`${name}/tanh`, 'Tanh', [scaled])
    return draft.operator(name, 'Mul', [bent, draft.constant(`${name}/out`, [], Float32Array.of(1.7159))])
  },

  maxPool: largestPool,
  avgPool: averagePool,

  // ONNX has none. A mean of windows is linear, and rows and columns do not depend on each other: two products of
  // matrices.
  adaptiveAvgPool: (draft, [x], { size }, { name, input }) => {
    const above = transpose(adaptiveMatrix(input[0], size[0]), 1, 0)
    const beside = adaptiveMatrix(input[1]!, size[1])
    const rows = draft.constant(`${name}/windows_of_rows`, above.shape, above.data)
    const columns = draft.constant(`${name}/windows_of_columns`, beside.shape, beside.data)
    return draft.operator(name, 'MatMul', [draft.operator(`${name}/rows`, 'MatMul', [rows, x!]), columns])
  },

  globalAveragePool: (draft, [x], _, { name }) =>
    draft.operator(name, 'Flatten', [draft.operator(`${name}/map`, 'GlobalAveragePool', [x!])]),

  // ONNX divides α by the size, the paper does not.
  lrn: (draft, [x], { size, k, alpha, beta }, { name }) =>
    draft.operator(name, 'LRN', [x!], {
      size: { int: size },
      bias: { float: k },
      alpha: { float: alpha * size },
      beta: { float: beta },
    }),

  dropout: (_, [x]) => x!,

  // Channel by channel, as the maps are kept.
  flatten: (draft, [x], _, { name }) => draft.operator(name, 'Flatten', [x!]),

  add: (draft, inputs, _, { name }) => draft.operator(name, 'Add', inputs),

  concat: (draft, inputs, _, { name }) => draft.operator(name, 'Concat', inputs, { axis: { int: 1 } }),

  padChannels: (draft, [x], { before, after }, { name }) =>
    draft.operator(name, 'Pad', [x!, draft.constant(`${name}/pads`, [8], [0, before, 0, 0, 0, after, 0, 0])]),

  pickChannels: (draft, [x], { channels }, { name }) =>
    draft.operator(name, 'Gather', [x!, draft.constant(`${name}/channels`, [channels.length], channels)], {
      axis: { int: 1 },
    }),

  scaleShift: (draft, [x], _, { name, layer, input }) => {
    const shape = input.length === 3 ? [input[2], 1, 1] : input
    const scaled = draft.operator(`${name}/scaled`, 'Mul', [x!, draft.weight(`${layer}.weight`, shape)])
    return draft.operator(name, 'Add', [scaled, draft.weight(`${layer}.bias`, shape)])
  },

  rbf: (draft, [x], { codes }, { name, input }) => {
    const centres = draft.constant(`${name}/codes`, [codes.length, input[0]], Float32Array.from(codes.flat()))
    const row = draft.operator(`${name}/row`, 'Unsqueeze', [x!, draft.constant(`${name}/axis`, [1], [1])])
    const apart = draft.operator(`${name}/difference`, 'Sub', [row, centres])
    const squared = draft.operator(`${name}/distance`, 'ReduceSumSquare', [apart], {
      axes: { ints: [2] },
      keepdims: { int: 0 },
    })
    return draft.operator(name, 'Neg', [squared])
  },
}

/**
 * `fuse` attaches activations to layers; ONNX has them as operators of their own, and its runtimes attach them again.
 */
function withActivation(
  draft: Draft,
  name: string,
  { activation }: { readonly activation?: 'relu' },
  write: (result: string) => string,
): string {
  return activation ? draft.operator(name, 'Relu', [write(`${name}/sum`)]) : write(name)
}

const kernelAndBias = (draft: Draft, layer: string, { bias }: { readonly bias: boolean }): string[] =>
  (bias ? ['weight', 'bias'] : ['weight']).map((part) => draft.weight(`${layer}.${part}`))
