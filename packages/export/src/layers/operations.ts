/** @file How each operation is said in the layers of tfjs: feature maps are [batch, height, width, channels]. */

import type { Kind, Node, Tensor } from '@cnn/shapes'
import { adaptiveMatrix } from '../adaptive.ts'
import { ExportError } from '../error.ts'
import { transpose } from '../transpose.ts'
import { mapShape, type Context } from '../walk.ts'
import { conv, pickChannels } from './conv.ts'
import type { Draft } from './draft.ts'
import type { Operation } from './operation.ts'
import { avgPool, maxPool } from './pool.ts'
import { separable } from './separable.ts'

// Public API

/** Adds what computes a node; gives the name of the layer of the result. */
export const addNode = (draft: Draft, { kind, attrs }: Node, inputs: readonly string[], context: Context): string =>
  (operations[kind] as Operation<Kind>)(draft, inputs, attrs, context)

// Implementation

/** Every kind of node: one that is missing does not compile. */
const operations: { readonly [K in Kind]: Operation<K> } = {
  input: (draft, _, { shape }, { name }) =>
    draft.layer(name, 'InputLayer', [], { config: { batch_input_shape: [null, ...shape], dtype: 'float32' } }),

  conv,

  dense: (draft, [x], { units, bias, activation = 'linear' }, { name, weight }) => {
    const tensors = { kernel: transpose(weight('weight'), 1, 0), ...(bias && { bias: weight('bias') }) }
    return draft.layer(name, 'Dense', [x!], { config: { units, use_bias: bias, activation }, tensors })
  },

  batchNorm: (draft, [x], { epsilon, activation }, { name, weight }) => {
    const norm = normalise(draft, activation ? `${name}/norm` : name, x!, {
      epsilon,
      gamma: weight('weight'),
      beta: weight('bias'),
      moving_mean: weight('running_mean'),
      moving_variance: weight('running_var'),
    })
    return activation ? draft.layer(name, 'Activation', [norm], { config: { activation } }) : norm
  },

  activation: (draft, [x], { activation }, { name }) => {
    if (activation !== 'scaledTanh') return draft.layer(name, 'Activation', [x!], { config: { activation } })
    const scaled = draft.layer(`${name}/scaled`, 'Rescaling', [x!], { config: { scale: 2 / 3 } })
    const bent = draft.layer(`${name}/tanh`, 'Activation', [scaled], { config: { activation: 'tanh' } })
    return draft.layer(name, 'Rescaling', [bent], { config: { scale: 1.7159 } })
  },

  maxPool,
  avgPool,

  adaptiveAvgPool: (draft, [x], { size }, { name, input }) =>
    separable(draft, name, x!, {
      rows: adaptiveMatrix(input[0], size[0]),
      columns: adaptiveMatrix(input[1]!, size[1]),
    }),

  globalAveragePool: (draft, [x], _, { name }) =>
    draft.layer(name, 'GlobalAveragePooling2D', [x!], { config: { data_format: 'channels_last' } }),

  // Layers have sums, products and square roots of sums of squares, but no power −β = −¾: the README says why that is
  // not enough.
  lrn: (_, __, ___, { name }) => {
    throw new ExportError(`tfjs layers cannot express ${name}: they have no response normalisation; write ONNX instead`)
  },

  dropout: (_, [x]) => x!,

  // Channel by channel, where Keras goes pixel by pixel.
  flatten: (draft, [x], _, { name }) =>
    draft.layer(name, 'Flatten', [
      draft.layer(`${name}/channels_first`, 'Permute', [x!], { config: { dims: [3, 1, 2] } }),
    ]),

  add: (draft, inputs, _, { name }) => draft.layer(name, 'Add', inputs),

  concat: (draft, inputs, _, { name }) =>
    inputs.length > 1 ? draft.layer(name, 'Concatenate', inputs, { config: { axis: -1 } }) : inputs[0]!,

  padChannels: (draft, [x], { before, after }, { name, input }) => {
    const zeros = (count: number) => Array.from({ length: count }, () => undefined)
    const own = Array.from({ length: mapShape(input)[2] }, (_, channel) => channel)
    return pickChannels(draft, name, { from: x!, map: mapShape(input) }, [...zeros(before), ...own, ...zeros(after)])
  },

  pickChannels: (draft, [x], { channels }, { name, input }) =>
    pickChannels(draft, name, { from: x!, map: mapShape(input) }, channels),

  scaleShift: (draft, [x], _, { name, weight }) => {
    const scale = weight('weight')
    const all = (value: number): Tensor => ({
      shape: scale.shape,
      data: new Float32Array(scale.data.length).fill(value),
    })
    return normalise(draft, name, x!, {
      epsilon: 0,
      gamma: scale,
      beta: weight('bias'),
      moving_mean: all(0),
      moving_variance: all(1),
    })
  },

  // −Σ (x − c)² = −Σ x² + 2 c·x − Σ c²
  rbf: (draft, [x], { codes }, { name, input }) => {
    const [units, size] = [codes.length, input[0]]
    const fixed = { units, trainable: false }
    const lengths = Float32Array.from(codes, (code) => -code.reduce((sum, value) => sum + value * value, 0))
    const square = draft.layer(`${name}/square`, 'Multiply', [x!, x!])
    const own = draft.layer(`${name}/length`, 'Dense', [square], {
      config: fixed,
      tensors: {
        kernel: { shape: [size, units], data: new Float32Array(size * units).fill(-1) },
        bias: { shape: [units], data: lengths },
      },
    })
    const twice = transpose({ shape: [units, size], data: Float32Array.from(codes.flat(), (value) => 2 * value) }, 1, 0)
    const product = draft.layer(`${name}/product`, 'Dense', [x!], {
      config: { ...fixed, use_bias: false },
      tensors: { kernel: twice },
    })
    return draft.layer(name, 'Add', [own, product])
  },
}

type Normalisation = { readonly epsilon: number } & Readonly<
  Record<'gamma' | 'beta' | 'moving_mean' | 'moving_variance', Tensor>
>

const normalise = (draft: Draft, name: string, x: string, { epsilon, ...tensors }: Normalisation): string =>
  draft.layer(name, 'BatchNormalization', [x], { config: { axis: -1, epsilon }, tensors })
