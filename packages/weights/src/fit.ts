/** @file A publisher's weights as those of a network: renamed, in its layout, with its batch norms' constants. */

import {
  checkWeights,
  elements,
  weights as weightsOf,
  WeightsError,
  type Network,
  type Node,
  type OwnedWeight,
  type Tensor,
  type Weights,
} from '@cnn/shapes'
import { distance } from 'fastest-levenshtein'
import { FormatError } from './format-error.ts'
import { fromTensorflow } from './layout.ts'
import { renameLayer, type Scheme } from './renaming/scheme.ts'
import { schemes } from './renaming/schemes.ts'

// Public API

/**
 * The network's weights out of a checkpoint's, by a scheme of names; absent, by the known one that names most. Throws WeightsError that
 * lists what is missing, left over or of another shape, with the nearest names; FormatError if two tensors get one name.
 *
 * A convolution's bias that the graph has not, since a batch norm follows, is taken off that norm's mean: (x + b) − mean is
 * x − (mean − b). Another ε is made up for in the variance, which is only ever used as variance + ε.
 *
 * Where the network is a part of another, `select(whole, 'logits')`, a checkpoint of the whole serves it too: what only the other outputs
 * use is left out.
 */
export function fitWeights(
  net: Network,
  given: Weights,
  scheme: Scheme = findScheme(net, given),
  whole: Network = net,
): Weights {
  const expected = new Map(weightsOf(net).map((weight) => [weight.name, weight]))
  const known = new Set(weightsOf(whole).map(({ name }) => name))
  const named = rename(given, scheme)
  const fitted = new Map<string, Tensor>()
  for (const [name, weight] of expected) {
    const tensor = named.get(name) ?? assumed(weight, named)
    if (tensor) fitted.set(name, turned(weight, tensor, scheme))
  }
  const norms = normsAfter(net)
  for (const [name, tensor] of named) {
    if (known.has(name)) continue
    const mean = name.endsWith('.bias') ? norms.get(name.slice(0, -'.bias'.length)) : undefined
    if (!mean || !subtract(fitted, `${mean.name}.running_mean`, tensor)) fitted.set(name, tensor)
  }
  if (scheme.epsilon !== undefined) shiftVariances(net, fitted, scheme.epsilon)
  return checked(net, fitted)
}

/** The scheme by which most of the network's tensors get their names. */
export function findScheme(net: Network, given: Weights): Scheme {
  const expected = new Set(weightsOf(net).map(({ name }) => name))
  const counted = schemes.map((scheme) => ({
    scheme,
    count: ours(given, scheme).filter(([, name]) => expected.has(name)).length,
  }))
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).scheme
}

// Implementation

/** Their names with ours. */
function ours(given: Weights, scheme: Scheme): [theirs: string, ours: string][] {
  const all = [...given.keys()].map((name) => {
    const at = Math.max(name.lastIndexOf('/'), name.lastIndexOf('.'))
    return { name, layer: name.slice(0, Math.max(at, 0)), part: name.slice(at + 1) }
  })
  const split = scheme.constants ? all.filter(({ layer }) => !scheme.constants!.test(layer)) : all
  const layers = [...new Set(split.map(({ layer }) => layer))]
  // Names of strangers may be long enough for a pattern to take hours.
  const renamed = new Map(
    layers.map((layer) => [layer, layer.length > 200 ? layer : renameLayer(scheme, layer, layers)]),
  )
  return split.map(({ name, layer, part }) => [
    name,
    layer === '' ? name : `${renamed.get(layer)}.${Object.hasOwn(scheme.parts, part) ? scheme.parts[part] : part}`,
  ])
}

function rename(given: Weights, scheme: Scheme): Map<string, Tensor> {
  const named = new Map<string, Tensor>()
  for (const [theirs, name] of ours(given, scheme)) {
    if (named.has(name))
      throw new FormatError(
        `two tensors of the file are '${name}' by the names of ${scheme.id}, one of them '${theirs}'`,
      )
    named.set(name, given.get(theirs)!)
  }
  return named
}

/** Keras leaves out scales of 1 and shifts of 0; they are assumed where the same batch norm's mean is there. */
function assumed({ name, role, shape }: OwnedWeight, named: ReadonlyMap<string, Tensor>): Tensor | undefined {
  const layer = name.slice(0, name.lastIndexOf('.'))
  if ((role !== 'scale' && role !== 'shift') || !named.has(`${layer}.running_mean`)) return undefined
  return { shape, data: new Float32Array(elements(shape)).fill(role === 'scale' ? 1 : 0) }
}

function turned(weight: OwnedWeight, tensor: Tensor, { layout, flattened }: Scheme): Tensor {
  if (tensor.data.length !== elements(weight.shape)) return tensor
  if (layout === 'HWIO') return fromTensorflow(weight, tensor, flattened)
  // A dense layer that slides (VGG, section 3.2) is a convolution of the same numbers, [units, c · h · w] or [units, c, h, w].
  const slides = tensor.shape.length * weight.shape.length === 8 && tensor.shape[0] === weight.shape[0]
  return slides ? { shape: weight.shape, data: tensor.data } : tensor
}

/** The batch norm that follows each convolution without bias, where nothing else reads that convolution. */
function normsAfter(net: Network): Map<string, Node> {
  const readers = new Map<Node, Node[]>()
  for (const node of net.nodes)
    for (const input of node.inputs) readers.set(input, [...(readers.get(input) ?? []), node])
  const norms = new Map<string, Node>()
  for (const [node, [reader, ...others]] of readers)
    if (node.kind === 'conv' && node.name && reader?.kind === 'batchNorm' && others.length === 0)
      norms.set(node.name, reader)
  return norms
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

function checked(net: Network, fitted: ReadonlyMap<string, Tensor>): Weights {
  try {
    checkWeights(net, fitted)
  } catch (error) {
    if (!(error instanceof WeightsError)) throw error
    const near = nearest(net, fitted)
    throw new WeightsError(near.length === 0 ? error.message : `${error.message}\n  nearest: ${near.join(', ')}`)
  }
  return fitted
}

/** What is left over beside what is missing, for the first ten. */
function nearest(net: Network, fitted: ReadonlyMap<string, Tensor>): string[] {
  const expected = weightsOf(net).map(({ name }) => name)
  const known = new Set(expected)
  const leftOver = [...fitted.keys()].filter((name) => !known.has(name) && name.length < 200).slice(0, 1000)
  return expected
    .filter((name) => !fitted.has(name))
    .slice(0, 10)
    .flatMap((name) => {
      const [best] = leftOver
        .map((other) => ({ other, steps: distance(name, other) }))
        .sort((a, b) => a.steps - b.steps)
      return best && best.steps <= name.length / 3 ? [`${best.other} for ${name}`] : []
    })
}
