/** @file Tensors under a network's names, in its layout, with the constants of its batch norms. */

import { elements, weights as weightsOf, type Network, type Node, type OwnedWeight, type Tensor } from '@cnn/shapes'
import { fromTensorflow } from '../layout.ts'
import type { Scheme } from '../renaming/scheme.ts'

// Public API

export interface Adapted {
  readonly fitted: Map<string, Tensor>
  /** Batch norms that had been folded into the layers before them. */
  readonly folded: number
}

/**
 * A convolution's bias that the graph has not, since a batch norm follows, is taken off that norm's mean: (x + b) −
 * mean is x − (mean − b). Another ε is made up for in the variance, which is only ever used as variance + ε. Where no
 * batch norm that follows a layer is there, they were folded into those layers: each becomes one that changes nothing
 * but to add the bias. Tensors of `known` names that the network has not are left out.
 */
export function adapt(
  net: Network,
  named: ReadonlyMap<string, Tensor>,
  scheme: Scheme,
  known: ReadonlySet<string>,
): Adapted {
  const fitted = new Map<string, Tensor>()
  for (const weight of weightsOf(net)) {
    const tensor = named.get(weight.name) ?? assumed(weight, named)
    if (tensor) fitted.set(weight.name, turned(weight, tensor, scheme))
  }
  const norms = normsAfter(net)
  const folded = isFolded(norms, named) ? norms.size : 0
  if (folded > 0) for (const [layer, norm] of norms) unfold(layer, norm, fitted, named.get(`${layer}.bias`))
  for (const [name, tensor] of named) {
    if (known.has(name) || isNeutral(net, name, tensor)) continue
    const layer = name.endsWith('.bias') ? name.slice(0, -'.bias'.length) : ''
    const norm = norms.get(layer)
    if (!norm || (folded === 0 && !subtract(fitted, `${norm.name}.running_mean`, tensor))) fitted.set(name, tensor)
  }
  if (scheme.epsilon !== undefined) shiftVariances(net, fitted, scheme.epsilon)
  return { fitted, folded }
}

// Implementation

/** Keras leaves out scales of 1 and shifts of 0; they are assumed where the same batch norm's mean is there. */
function assumed({ name, role, shape }: OwnedWeight, named: ReadonlyMap<string, Tensor>): Tensor | undefined {
  const layer = name.slice(0, name.lastIndexOf('.'))
  if ((role !== 'scale' && role !== 'shift') || !named.has(`${layer}.running_mean`)) return undefined
  return { shape, data: new Float32Array(elements(shape)).fill(role === 'scale' ? 1 : 0) }
}

function turned(weight: OwnedWeight, tensor: Tensor, { layout, flattened }: Scheme): Tensor {
  if (tensor.data.length !== elements(weight.shape)) return tensor
  if (layout === 'HWIO') return fromTensorflow(weight, tensor, flattened)
  // A dense layer that slides (VGG, section 3.2) is a convolution of the same numbers, [units, c · h · w] or [units, c,
  // h, w].
  const slides = tensor.shape.length * weight.shape.length === 8 && tensor.shape[0] === weight.shape[0]
  // ONNX scales the channels of a map by [c, 1, 1].
  const channels = weight.shape.length === 1 && tensor.shape.length === 3 && tensor.shape[0] === weight.shape[0]
  return slides || channels ? { shape: weight.shape, data: tensor.data } : tensor
}

/** The batch norm that follows each convolution or dense layer, where nothing else reads that layer. */
function normsAfter(net: Network): Map<string, Node> {
  const readers = new Map<Node, Node[]>()
  for (const node of net.nodes)
    for (const input of node.inputs) {
      const known = readers.get(input)
      if (known) known.push(node)
      else readers.set(input, [node])
    }
  const norms = new Map<string, Node>()
  for (const [node, [reader, ...others]] of readers)
    if (
      (node.kind === 'conv' || node.kind === 'dense') &&
      node.name &&
      reader?.kind === 'batchNorm' &&
      others.length === 0
    )
      norms.set(node.name, reader)
  return norms
}

/** A scale and shift is a batch norm in tfjs's layers, of mean 0 and variance 1. */
function isNeutral(net: Network, name: string, { data }: Tensor): boolean {
  const [, layer, part] = /^(.+)\.running_(mean|var)$/.exec(name) ?? []
  if (part === undefined || !net.nodes.some((node) => node.kind === 'scaleShift' && node.name === layer)) return false
  return data.every((value) => value === (part === 'mean' ? 0 : 1))
}

const parts = ['weight', 'bias', 'running_mean', 'running_var']

/** All of them: where some are there, the others are missing. */
const isFolded = (norms: ReadonlyMap<string, Node>, named: ReadonlyMap<string, Tensor>): boolean =>
  norms.size > 0 &&
  [...norms].every(
    ([layer, { name }]) => named.has(`${layer}.bias`) && parts.every((part) => !named.has(`${name}.${part}`)),
  )

function unfold(
  layer: string,
  { name, attrs, shape }: Node,
  fitted: Map<string, Tensor>,
  bias: Tensor | undefined,
): void {
  const vector = (value: number): Tensor => ({
    shape: [shape.at(-1)!],
    data: new Float32Array(shape.at(-1)!).fill(value),
  })
  fitted.set(`${name}.weight`, vector(1))
  fitted.set(`${name}.bias`, fitted.has(`${layer}.bias`) || !bias ? vector(0) : bias)
  fitted.set(`${name}.running_mean`, vector(0))
  fitted.set(`${name}.running_var`, vector(1 - (attrs as { readonly epsilon: number }).epsilon))
}

function subtract(fitted: Map<string, Tensor>, name: string, bias: Tensor): boolean {
  const mean = fitted.get(name)
  if (mean?.data.length !== bias.data.length) return false
  fitted.set(name, { shape: mean.shape, data: mean.data.map((value, i) => value - bias.data[i]!) })
  return true
}

function shiftVariances(net: Network, fitted: Map<string, Tensor>, epsilon: number): void {
  for (const node of net.nodes) {
    const name = `${node.name}.running_var`
    const variance = node.kind === 'batchNorm' ? fitted.get(name) : undefined
    if (!variance) continue
    const shift = epsilon - (node.attrs as { readonly epsilon: number }).epsilon
    if (shift !== 0) fitted.set(name, { shape: variance.shape, data: variance.data.map((value) => value + shift) })
  }
}
