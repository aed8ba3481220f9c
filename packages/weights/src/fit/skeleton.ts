/**
 * @file A graph reduced to the layers that own weights and to what joins several values; all else is passed through.
 */

import type { Network, Node, Weights } from '@cnn/shapes'
import type { OnnxGraph, OnnxNode } from '../onnx/graph.ts'

// Public API

/** A layer, with the batch norm that follows it where nothing else reads it; one that stands alone; or a join. */
export interface Vertex {
  readonly kind: 'conv' | 'dense' | 'norm' | 'scale' | 'add' | 'concat'
  /** Height × width of a kernel. */
  readonly window: string
  /** Undefined is the input of the network. */
  readonly inputs: readonly (Vertex | undefined)[]
  /** Names in our network of the layer and of its batch norm. */
  owner?: string
  norm?: string
  epsilon: number
  /** Names in the file. */
  readonly tensors: { weight?: string; bias?: string; norm?: Readonly<Record<string, string>> }
  /** A matrix [in, out]. */
  turned: boolean
}

export function ofNetwork(net: Network): Vertex[] {
  const found = new Skeleton()
  const at = new Map<Node, Value>([[net.input, undefined]])
  for (const node of net.nodes) {
    if (node === net.input) continue
    const inputs = node.inputs.map((input) => at.get(input))
    at.set(node, ofNode(node, inputs, found))
  }
  return found.below(Object.values(net.outputs).map((node) => at.get(node)))
}

/** Of what the output is computed from. Undefined where an operator is none that networks here have. */
export function ofOnnx({ nodes, inputs }: OnnxGraph, given: Weights, output: string): Vertex[] | undefined {
  const found = new Skeleton()
  const at = new Map<string, Value>(inputs.filter((name) => !given.has(name)).map((name) => [name, undefined]))
  // PyTorch writes tensors of equal values once, and gives the others as copies.
  const copies = new Map<string, string>()
  for (const { inputs: own, ...operator } of nodes) {
    const node = { ...operator, inputs: own.map((name) => copies.get(name) ?? name) }
    const [source, copy] = [node.inputs[0], node.outputs[0]]
    if (node.operator === 'Identity' && source !== undefined && given.has(source) && copy !== undefined) {
      copies.set(copy, source)
      continue
    }
    const value = ofOperator(node, at, { found, given })
    if (value === 'strange') return undefined
    if (value !== 'constant') for (const name of node.outputs) at.set(name, value)
  }
  return at.has(output) ? found.below([at.get(output)]) : undefined
}

// Implementation

type Value = Vertex | undefined

class Skeleton {
  readonly #all: Vertex[] = []
  readonly #normed = new Set<Vertex>()

  add(kind: Vertex['kind'], inputs: readonly Value[], more: Partial<Vertex> = {}): Vertex {
    const vertex: Vertex = { kind, window: '', inputs, tensors: {}, turned: false, epsilon: 0, ...more }
    this.#all.push(vertex)
    return vertex
  }

  /** Those that the outputs are computed from, in order, with batch norms joined to the layers before them. */
  below(outputs: readonly Value[]): Vertex[] {
    const wanted = new Set(outputs)
    const readers = new Map<Value, number>()
    for (const vertex of this.#all.toReversed()) {
      if (!wanted.has(vertex)) continue
      for (const input of vertex.inputs) {
        wanted.add(input)
        readers.set(input, (readers.get(input) ?? 0) + 1)
      }
    }
    const merged = new Map<Value, Value>()
    const result: Vertex[] = []
    for (const vertex of this.#all) {
      if (!wanted.has(vertex)) continue
      const [first] = vertex.inputs
      const before = merged.get(first) ?? first
      if (
        vertex.kind === 'norm' &&
        before &&
        isLayer(before) &&
        !this.#normed.has(before) &&
        readers.get(first) === 1
      ) {
        this.#normed.add(before)
        Object.assign(before, { norm: vertex.norm, epsilon: vertex.epsilon })
        Object.assign(before.tensors, { norm: vertex.tensors.norm })
        merged.set(vertex, before)
        continue
      }
      const moved = { ...vertex, inputs: vertex.inputs.map((input) => (merged.has(input) ? merged.get(input) : input)) }
      merged.set(vertex, moved)
      result.push(moved)
    }
    return result
  }
}

const isLayer = ({ kind }: Vertex): boolean => kind === 'conv' || kind === 'dense'

function ofNode({ kind, attrs, name, inputs: nodes, shape }: Node, inputs: readonly Value[], found: Skeleton): Value {
  const owner = name ?? ''
  if (kind === 'conv') {
    const { kernel } = attrs as { readonly kernel: readonly number[] }
    return found.add('conv', inputs, { owner, window: kernel.join('×') })
  }
  if (kind === 'dense') return found.add('dense', inputs, { owner })
  if (kind === 'batchNorm')
    return found.add('norm', inputs, { norm: owner, epsilon: (attrs as { readonly epsilon: number }).epsilon })
  if (kind === 'scaleShift') return found.add('scale', inputs, { owner })
  if (kind === 'add') return found.add('add', inputs)
  // Of one value, it is that value.
  if (kind === 'concat' && nodes.length > 1) return found.add('concat', inputs)
  return shape.length > 0 ? inputs[0] : undefined
}

interface Around {
  readonly found: Skeleton
  readonly given: Weights
}

function ofOperator(node: OnnxNode, at: Map<string, Value>, { found, given }: Around): Value | 'constant' | 'strange' {
  const { operator, inputs, numbers } = node
  // What reads only sizes gives no values.
  if (operator === 'Shape' || operator === 'Size') return 'constant'
  const values = inputs.filter((name) => at.has(name))
  if (values.length === 0)
    return inputs.every((name) => name === '' || given.has(name) || !at.has(name)) ? 'constant' : 'strange'
  const sources = values.map((name) => at.get(name))
  const [, weight = '', bias] = inputs
  const tensors = { weight, ...(bias !== undefined && given.has(bias) && { bias }) }
  switch (operator) {
    case 'Conv': {
      if (!given.has(weight)) return 'strange'
      return found.add('conv', sources, { window: given.get(weight)!.shape.slice(2).join('×'), tensors })
    }
    case 'Gemm': {
      const scaled =
        (numbers.get('alpha') ?? 1) !== 1 || (numbers.get('beta') ?? 1) !== 1 || numbers.get('transA') === 1
      if (!given.has(weight) || scaled) return 'strange'
      return found.add('dense', sources, { tensors, turned: numbers.get('transB') !== 1 })
    }
    case 'MatMul':
      return given.get(weight)?.shape.length === 2 && sources.length === 1
        ? found.add('dense', sources, { tensors: { weight }, turned: true })
        : 'strange'
    case 'BatchNormalization':
      return ofNorm(node, sources, { found, given })
    case 'Add':
    case 'Sum':
    case 'Mul':
      return sources.length > 1
        ? operator === 'Mul'
          ? 'strange'
          : found.add('add', sources)
        : withConstant(node, sources[0], { found, given })
    case 'Concat':
      return sources.length > 1 ? found.add('concat', sources) : sources[0]
    // Another order of the values of a map, which a dense layer would see.
    case 'Transpose':
      return 'strange'
    default:
      return sources.length === 1 ? sources[0] : 'strange'
  }
}

function ofNorm({ inputs, numbers }: OnnxNode, sources: readonly Value[], { found, given }: Around): Value | 'strange' {
  const [, weight, bias, mean, variance] = inputs
  const norm = { weight, bias, running_mean: mean, running_var: variance }
  if (!Object.values(norm).every((name): name is string => name !== undefined && given.has(name))) return 'strange'
  return found.add('norm', sources, {
    tensors: { norm: norm as Record<string, string> },
    epsilon: numbers.get('epsilon') ?? 1e-5,
  })
}

/**
 * The bias of a matrix product, or a scale and shift of every channel; numbers that are the same for all change no
 * layer.
 */
function withConstant({ operator, inputs }: OnnxNode, source: Value, { found, given }: Around): Value | 'strange' {
  const constant = inputs.find((name) => given.has(name))
  const size = constant === undefined ? 0 : given.get(constant)!.data.length
  if (constant === undefined || size === 1) return source
  if (operator === 'Mul') return found.add('scale', [source], { tensors: { weight: constant } })
  if (
    operator !== 'Add' ||
    !source ||
    source.tensors.bias !== undefined ||
    (source.kind !== 'dense' && source.kind !== 'scale')
  )
    return 'strange'
  source.tensors.bias = constant
  return source
}
