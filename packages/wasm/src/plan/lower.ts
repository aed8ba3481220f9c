/** @file From the graph of a network to the layers that are computed. */

import {
  rewrite,
  type ActivationAttrs,
  type AdaptiveAvgPoolAttrs,
  type AvgPoolAttrs,
  type ConvAttrs,
  type DenseAttrs,
  type Kind,
  type LrnAttrs,
  type MaxPoolAttrs,
  type Network,
  type Node,
  type PadChannelsAttrs,
  type PickChannelsAttrs,
  type RbfAttrs,
  type Window,
} from '@cnn/shapes'
import { affineOf, findChains, type Chain } from './chains.ts'
import type { ConvLayer, CopyPart, Layer, Lowered, Value } from './layers.ts'

// Public API

/** Layers in the order in which they can be computed. */
export function lower(whole: Network): Lowered {
  const net = rewrite(whole, (node, [x]) => (node.kind === 'dropout' ? x : undefined))
  const { chains, inside } = findChains(net)
  const values = new Map<Node, Value>()
  const layers: Layer[] = []
  for (const node of net.nodes) {
    if (inside.has(node)) continue
    const output = aliases(net, node) ? values.get(node.inputs[0]!)! : valueOf(node)
    values.set(node, output)
    const chain = chains.get(node)
    if (chain) layers.push(...chained(chain, output, values))
    else if (output !== values.get(node.inputs[0]!))
      layers.push(
        ...builders[node.kind](
          node,
          node.inputs.map((input) => values.get(input)!),
          output,
        ),
      )
  }
  const outputs = Object.entries(net.outputs).map(([name, node]) => [name, values.get(node)!] as const)
  return { layers, input: values.get(net.input)!, outputs: Object.fromEntries(outputs) }
}

// Implementation

function valueOf({ shape }: Node): Value {
  const [height, width, channels] = shape
  return width === undefined || channels === undefined
    ? { height: 1, width: 1, channels: height }
    : { height, width, channels }
}

/**
 * A flattened map is the map itself where its order of channels does not matter: for one pixel, and for dense layers,
 * whose weights are put in the map's order.
 */
function aliases(net: Network, node: Node): boolean {
  if (node.kind !== 'flatten') return false
  const [height, width] = node.inputs[0]!.shape
  if (height === 1 && width === 1) return true
  const isOutput = Object.values(net.outputs).includes(node)
  return !isOutput && net.nodes.every((reader) => reader.kind === 'dense' || !reader.inputs.includes(node))
}

function chained(chain: Chain, output: Value, values: ReadonlyMap<Node, Value>): Layer[] {
  const { root, relu, norm, residual, scaled, pool } = chain
  const value = (node: Node) => values.get(node)!
  const [first, second] = root.inputs
  if (root.kind === 'add') return [{ kind: 'add', input: value(first!), other: value(second!), output, relu }]
  if (root.kind !== 'conv' && root.kind !== 'dense')
    return [{ kind: 'affine', input: value(first!), output, affine: affineOf(root, relu) }]
  let input = value(scaled?.input ?? first!)
  const before: Layer[] = []
  if (pool) {
    const pooled: Value = { ...output, channels: input.channels }
    before.push({
      kind: 'pool',
      input,
      output: pooled,
      window: pool.attrs as AvgPoolAttrs,
      reduce: 'mean',
      countPadding: false,
    })
    input = pooled
  }
  const conv: ConvLayer = {
    kind: 'conv',
    name: root.name!,
    input,
    output,
    ...(root.kind === 'conv' ? ofConv(root.attrs as ConvAttrs) : ofDense(root.attrs as DenseAttrs, input)),
    ...(norm && { norm }),
    ...(scaled && { scaled: scaled.affine }),
    ...(residual && { residual: value(residual) }),
    relu,
  }
  return [...before, conv]
}

const ofConv = ({ kernel, stride, dilation, pad, groups, bias }: ConvAttrs) => ({
  window: { kernel, stride, dilation, pad },
  groups,
  bias,
})

const ofDense = ({ bias }: DenseAttrs, { height, width }: Value) => ({
  window: sliding([height, width]),
  groups: 1,
  bias,
})

const sliding = (kernel: readonly [number, number]): Window => ({
  kernel,
  stride: [1, 1],
  dilation: [1, 1],
  pad: [0, 0, 0, 0],
})

type Builder = (node: Node, inputs: readonly Value[], output: Value) => Layer[]

const inChain: Builder = ({ kind }) => {
  throw new Error(`${kind} is in no chain`)
}

const builders: { readonly [K in Kind]: Builder } = {
  input: () => [],
  conv: inChain,
  dense: inChain,
  batchNorm: inChain,
  scaleShift: inChain,
  add: inChain,
  dropout: inChain,
  activation: ({ attrs }, [input], output) => [
    { kind: 'activation', input: input!, output, activation: (attrs as ActivationAttrs).activation },
  ],
  maxPool: ({ attrs }, [input], output) => [
    { kind: 'pool', input: input!, output, window: attrs as MaxPoolAttrs, reduce: 'max', countPadding: false },
  ],
  avgPool: ({ attrs }, [input], output) => [
    {
      kind: 'pool',
      input: input!,
      output,
      window: attrs as AvgPoolAttrs,
      reduce: 'mean',
      countPadding: (attrs as AvgPoolAttrs).countPadding,
    },
  ],
  adaptiveAvgPool: ({ attrs }, [input], output) => [
    {
      kind: 'pool',
      input: input!,
      output,
      window: attrs as AdaptiveAvgPoolAttrs,
      reduce: 'adaptiveMean',
      countPadding: false,
    },
  ],
  globalAveragePool: (_, [input], output) => [
    {
      kind: 'pool',
      input: input!,
      output,
      window: sliding([input!.height, input!.width]),
      reduce: 'mean',
      countPadding: false,
    },
  ],
  lrn: ({ attrs }, [input], output) => {
    const { size, k, alpha, beta } = attrs as LrnAttrs
    return [{ kind: 'lrn', input: input!, output, size, k, alpha, beta }]
  },
  flatten: (_, [input], output) => [{ kind: 'flatten', input: input!, output }],
  concat: (_, inputs, output) => [{ kind: 'concat', inputs, output }],
  padChannels: ({ attrs }, [input], output) => {
    const { before, after } = attrs as PadChannelsAttrs
    const { channels } = input!
    const parts: CopyPart[] = [
      { from: 0, to: 0, count: before },
      { input: input!, from: 0, to: before, count: channels },
      { from: 0, to: before + channels, count: after },
    ]
    return [{ kind: 'copy', output, parts: parts.filter(({ count }) => count > 0) }]
  },
  pickChannels: ({ attrs }, [input], output) => [
    { kind: 'copy', output, parts: runs((attrs as PickChannelsAttrs).channels, input!) },
  ],
  rbf: ({ attrs }, [input], output) => [{ kind: 'rbf', input: input!, output, codes: (attrs as RbfAttrs).codes }],
}

/** 3, 4, 5, 0 is 3 channels from 3 and 1 from 0. */
function runs(channels: readonly number[], input: Value): CopyPart[] {
  const starts = [...channels.keys()].filter((i) => i === 0 || channels[i] !== channels[i - 1]! + 1)
  return starts.map((to, i) => ({ input, from: channels[to]!, to, count: (starts[i + 1] ?? channels.length) - to }))
}
