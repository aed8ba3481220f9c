/** @file How each operation is said in TFLite: feature maps are [batch, height, width, channels]. */

import type { Kind, Node } from '@cnn/shapes'
import { mapShape, type Context } from '../walk.ts'
import { adaptiveAvgPool } from './adaptive.ts'
import { conv } from './conv.ts'
import type { Draft, Result, Value } from './draft.ts'
import { lrn } from './lrn.ts'
import { mix } from './mix.ts'
import type { Operation } from './operation.ts'
import { avgPool, maxPool } from './pool.ts'
import { channelsFirst, reshape } from './reshape.ts'
import { addition, concatenation, fullyConnected, multiplication, reducer, type Fused } from './schema.ts'

// Public API

/** Adds what computes a node; gives its value. */
export const addNode = (draft: Draft, { kind, attrs }: Node, inputs: readonly Value[], context: Context): Value =>
  (operations[kind] as Operation<Kind>)(draft, inputs, attrs, context)

// Implementation

/** Every kind of node: one that is missing does not compile. */
const operations: { readonly [K in Kind]: Operation<K> } = {
  input: (draft, _, { shape }, { name }) => draft.input(name, shape),

  conv,

  dense: (draft, [x], { units, bias, activation }, { name, output, weight }) => {
    const { shape, data } = weight('weight')
    const parts = [
      draft.constant(`${name}/weight`, shape, data),
      draft.constant(`${name}/bias`, [units], bias ? weight('bias').data : new Float32Array(units)),
    ]
    return draft.operator('FULLY_CONNECTED', [x!, ...parts], { name, shape: output }, fullyConnected(activation))
  },

  // y = γ (x − μ) / √(σ² + ε) + β
  batchNorm: (draft, [x], { epsilon, activation }, context) => {
    const [gamma, beta, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map(
      (part) => context.weight(part).data,
    )
    const scale = gamma!.map((value, i) => value / Math.sqrt(variance![i]! + epsilon))
    const shift = beta!.map((value, i) => value - mean![i]! * scale[i]!)
    return scaleAndShift(draft, x!, { scale, shift, activation }, context)
  },

  activation: (draft, [x], { activation }, { name, output }) => {
    const result = { name, shape: output }
    if (activation !== 'scaledTanh')
      return draft.operator(({ relu: 'RELU', sigmoid: 'LOGISTIC', tanh: 'TANH' } as const)[activation], [x!], result)
    const times = (from: Value, factor: number, part: Result) =>
      draft.operator(
        'MUL',
        [from, draft.constant(`${part.name}/factor`, [], Float32Array.of(factor))],
        part,
        multiplication,
      )
    const scaled = times(x!, 2 / 3, { name: `${name}/scaled`, shape: output })
    return times(draft.operator('TANH', [scaled], { name: `${name}/tanh`, shape: output }), 1.7159, result)
  },

  maxPool,
  avgPool,

  adaptiveAvgPool,

  globalAveragePool: (draft, [x], _, { name, output }) => {
    const axes = draft.constant(`${name}/axes`, [2], Int32Array.of(1, 2))
    return draft.operator('MEAN', [x!, axes], { name, shape: output }, reducer)
  },

  lrn,

  dropout: (_, [x]) => x!,

  // Channel by channel, where TFLite goes pixel by pixel.
  flatten: (draft, [x], _, { name, input, output }) =>
    reshape(draft, channelsFirst(draft, x!, name, input), { name, shape: output }),

  add: (draft, inputs, _, { name, output }) =>
    draft.operator('ADD', inputs, { name, shape: output }, addition(undefined)),

  // Two at a time: LiteRT takes a chain of those whole, and one of many inputs not.
  concat: (draft, [first, ...rest], _, { name, output }) =>
    rest.reduce((joined, next, i) => {
      const channels = draft.tensors[joined]!.shape.at(-1)! + draft.tensors[next]!.shape.at(-1)!
      const result = { name: i < rest.length - 1 ? `${name}/${i}` : name, shape: [output[0], output[1]!, channels] }
      return draft.operator('CONCATENATION', [joined, next], result, concatenation(3))
    }, first!),

  padChannels: (draft, [x], { before, after }, { name, output }) => {
    const pads = draft.constant(`${name}/pads`, [4, 2], Int32Array.of(0, 0, 0, 0, 0, 0, before, after))
    return draft.operator('PAD', [x!, pads], { name, shape: output })
  },

  // By a matrix of ones and zeros, which every delegate has. Exact, as sums of a number and zeros are.
  pickChannels: (draft, [x], { channels }, { name, input, output }) => {
    const count = mapShape(input)[2]
    const matrix = new Float32Array(channels.length * count)
    for (const [to, from] of channels.entries()) matrix[to * count + from] = 1
    return mix(draft, x!, { filters: channels.length, matrix }, { name, shape: output })
  },

  scaleShift: (draft, [x], _, context) =>
    scaleAndShift(draft, x!, { scale: context.weight('weight').data, shift: context.weight('bias').data }, context),

  rbf: (draft, [x], { codes }, { name, input, output }) => {
    const shape = [codes.length, input[0]]
    const centres = draft.constant(`${name}/codes`, shape, Float32Array.from(codes.flat()))
    const row = reshape(draft, x!, { name: `${name}/row`, shape: [1, ...input] })
    const apart = draft.operator('SQUARED_DIFFERENCE', [row, centres], { name: `${name}/difference`, shape })
    const axis = draft.constant(`${name}/axis`, [1], Int32Array.of(2))
    const distance = draft.operator('SUM', [apart, axis], { name: `${name}/distance`, shape: output }, reducer)
    return draft.operator('NEG', [distance], { name, shape: output })
  },
}

/** One factor and one term per channel. */
function scaleAndShift(
  draft: Draft,
  x: Value,
  {
    scale,
    shift,
    activation,
  }: { readonly scale: Float32Array; readonly shift: Float32Array; readonly activation?: Fused },
  { name, output }: Context,
): Value {
  const factors = draft.constant(`${name}/scale`, [scale.length], scale)
  const terms = draft.constant(`${name}/shift`, [shift.length], shift)
  const scaled = draft.operator('MUL', [x, factors], { name: `${name}/scaled`, shape: output }, multiplication)
  return draft.operator('ADD', [scaled, terms], { name, shape: output }, addition(activation))
}
