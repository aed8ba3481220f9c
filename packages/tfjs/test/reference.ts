/**
 * @file What a network computes, by plain loops over arrays of doubles: slow, and easy to see right.
 * The expectation of the tests for each operation; itself held to PyTorch by `reference.test.ts`.
 */

import type { Activation, Kind, Network, Node, Operations, Weights, Window } from '@cnn/shapes'
import { positions } from './reference/reference-windows.ts'

// Public API

/**
 * The outputs of `net` in inference. `image` and every feature map are flat, pixel by pixel: [height, width, channels].
 */
export function runReference(
  net: Network,
  weights: Weights,
  image: ArrayLike<number>,
): Record<string, readonly number[]> {
  const values = new Map<Node, Value>()
  for (const node of net.nodes) {
    const weight = (name: string) => weights.get(`${node.name}.${name}`)!.data
    const inputs =
      node.kind === 'input' ? [{ shape: node.shape, data: Array.from(image) }] : node.inputs.map((x) => values.get(x)!)
    values.set(node, { shape: node.shape, data: runNode(node, inputs, weight) })
  }
  return Object.fromEntries(Object.entries(net.outputs).map(([name, node]) => [name, values.get(node)!.data]))
}

// Implementation

interface Value {
  readonly shape: readonly number[]
  readonly data: readonly number[]
}

interface Context<K extends Kind> {
  readonly attrs: Operations[K]
  /** The shape of the result. */
  readonly shape: readonly number[]
  readonly weight: (name: string) => Float32Array
}

type Run<K extends Kind> = (inputs: readonly Value[], context: Context<K>) => number[]

const runNode = (
  { kind, attrs, shape }: Node,
  inputs: readonly Value[],
  weight: (name: string) => Float32Array,
): number[] => (operations[kind] as Run<Kind>)(inputs, { attrs, shape, weight })

const operations: { readonly [K in Kind]: Run<K> } = {
  input: ([x]) => [...x!.data],

  conv([x], { attrs, shape, weight }) {
    const { kernel, groups, bias, filters } = attrs
    const [, width = 0, channels = 0] = x!.shape
    const result: number[] = []
    const perGroup = channels / groups
    const filter = weight('weight')
    for (const { ys, xs } of positions(attrs, x!.shape, shape))
      for (let f = 0; f < filters; f++) {
        const from = Math.floor(f / (filters / groups)) * perGroup
        let sum = bias ? weight('bias')[f]! : 0
        for (const { at: y, tap: ky } of ys)
          for (const { at: column, tap: kx } of xs)
            for (let c = 0; c < perGroup; c++)
              sum +=
                x!.data[(y * width + column) * channels + from + c]! *
                filter[((f * perGroup + c) * kernel[0] + ky) * kernel[1] + kx]!
        result.push(activate(sum, attrs.activation))
      }
    return result
  },

  dense([x], { attrs, weight }) {
    const { data } = x!
    const result: number[] = []
    for (let unit = 0; unit < attrs.units; unit++) {
      let sum = attrs.bias ? weight('bias')[unit]! : 0
      for (let i = 0; i < data.length; i++) sum += data[i]! * weight('weight')[unit * data.length + i]!
      result.push(activate(sum, attrs.activation))
    }
    return result
  },

  batchNorm([x], { attrs, weight }) {
    const channels = x!.shape.at(-1)!
    return x!.data.map((value, i) => {
      const c = i % channels
      const normalised = (value - weight('running_mean')[c]!) / Math.sqrt(weight('running_var')[c]! + attrs.epsilon)
      return activate(normalised * weight('weight')[c]! + weight('bias')[c]!, attrs.activation)
    })
  },

  activation: ([x], { attrs }) => x!.data.map((value) => activate(value, attrs.activation)),

  maxPool: ([x], { attrs, shape }) => pool(x!, attrs, shape, (values) => Math.max(...values)),

  avgPool: ([x], { attrs, shape }) =>
    pool(x!, attrs, shape, (values, padded) => total(values) / (attrs.countPadding ? padded : values.length)),

  adaptiveAvgPool([x], { attrs: { size }, shape }) {
    const [height = 0, width = 0, channels = 0] = x!.shape
    const range = (i: number, length: number, count: number) =>
      Array.from({ length }, (_, at) => at).filter(
        (at) => at >= Math.floor((i * length) / count) && at < ((i + 1) * length) / count,
      )
    const result: number[] = []
    for (let row = 0; row < shape[0]!; row++)
      for (let column = 0; column < shape[1]!; column++)
        for (let c = 0; c < channels; c++) {
          const [ys, xs] = [range(row, height, size[0]), range(column, width, size[1])]
          result.push(
            total(ys.flatMap((y) => xs.map((x2) => x!.data[(y * width + x2) * channels + c]!))) /
              (ys.length * xs.length),
          )
        }
    return result
  },

  globalAveragePool([x]) {
    const [height = 0, width = 0, channels = 0] = x!.shape
    const sums = Array.from({ length: channels }, () => 0)
    for (const [i, value] of x!.data.entries()) sums[i % channels]! += value
    return sums.map((sum) => sum / (height * width))
  },

  lrn([x], { attrs: { size, k, alpha, beta } }) {
    const channels = x!.shape[2]!
    const reach = (size - 1) / 2
    return x!.data.map((value, i) => {
      const c = i % channels
      let squares = 0
      for (let other = Math.max(0, c - reach); other <= Math.min(channels - 1, c + reach); other++)
        squares += x!.data[i - c + other]! ** 2
      return value / (k + alpha * squares) ** beta
    })
  },

  dropout: ([x]) => [...x!.data],

  flatten([x]) {
    const [height = 0, width = 0, channels = 0] = x!.shape
    const result: number[] = []
    for (let c = 0; c < channels; c++)
      for (let pixel = 0; pixel < height * width; pixel++) result.push(x!.data[pixel * channels + c]!)
    return result
  },

  add: ([x, y]) => x!.data.map((value, i) => value + y!.data[i]!),

  concat(maps, { shape }) {
    const result: number[] = []
    for (let pixel = 0; pixel < shape[0]! * shape[1]!; pixel++)
      for (const map of maps) for (let c = 0; c < map.shape[2]!; c++) result.push(map.data[pixel * map.shape[2]! + c]!)
    return result
  },

  scaleShift([x], { weight }) {
    const channels = x!.shape.at(-1)!
    return x!.data.map((value, i) => value * weight('weight')[i % channels]! + weight('bias')[i % channels]!)
  },

  rbf: ([x], { attrs: { codes } }) => codes.map((code) => -total(x!.data.map((value, i) => (value - code[i]!) ** 2))),

  pickChannels([x], { attrs, shape }) {
    const [height = 0, width = 0, count = 0] = x!.shape
    const result: number[] = []
    for (let pixel = 0; pixel < height * width; pixel++)
      for (let c = 0; c < shape[2]!; c++) result.push(x!.data[pixel * count + attrs.channels[c]!]!)
    return result
  },

  padChannels([x], { attrs: { before, after } }) {
    const [height = 0, width = 0, channels = 0] = x!.shape
    const result: number[] = []
    for (let pixel = 0; pixel < height * width; pixel++) {
      for (let c = 0; c < before; c++) result.push(0)
      for (let c = 0; c < channels; c++) result.push(x!.data[pixel * channels + c]!)
      for (let c = 0; c < after; c++) result.push(0)
    }
    return result
  },
}

function pool(
  x: Value,
  window: Window,
  shape: readonly number[],
  reduce: (values: readonly number[], padded: number) => number,
): number[] {
  const [, width = 0, channels = 0] = x.shape
  const result: number[] = []
  for (const { ys, xs, padded } of positions(window, x.shape, shape))
    for (let c = 0; c < channels; c++) {
      const seen = ys.flatMap((y) => xs.map((column) => x.data[(y.at * width + column.at) * channels + c]!))
      result.push(reduce(seen, padded))
    }
  return result
}

const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

const activate = (value: number, activation?: Activation): number => (activation ? functions[activation](value) : value)

const functions: { readonly [K in Activation]: (value: number) => number } = {
  relu: (value) => Math.max(0, value),
  sigmoid: (value) => 1 / (1 + Math.exp(-value)),
  tanh: Math.tanh,
  scaledTanh: (value) => 1.7159 * Math.tanh((2 / 3) * value),
}
