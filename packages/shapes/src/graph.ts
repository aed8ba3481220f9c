/**
 * @file The graph: a network is its nodes, and a node is an operation applied to the values of other nodes.
 */

import type { Operations, Kind } from './ops/operations.ts'
import { formatShape, ShapeError, type FeatureMap, type Shape, type Window } from './shape.ts'

// Public API

/** What a weight is for: it decides how it is initialised and whether it counts as a parameter. */
export type Role = 'kernel' | 'bias' | 'scale' | 'shift' | 'mean' | 'variance'

/**
 * One tensor that a layer owns, in PyTorch's layout: convolution [out, in / groups, height, width], dense [out, in].
 */
export interface Weight {
  readonly name: string
  readonly shape: readonly number[]
  readonly role: Role
}

/**
 * All that the interpreters need to know of an operation. Each node carries its own, so a bundle holds what it uses.
 */
export interface Rule<K extends Kind = Kind> {
  readonly kind: K
  /** The shape of the result; throws where the inputs do not fit. */
  shape(attrs: Operations[K], inputs: readonly Shape[]): Shape
  /** The tensors that a node owns, named within the layer: `weight`, `bias`, `running_mean`. */
  weights?(attrs: Operations[K], inputs: readonly Shape[]): readonly Weight[]
  /** Multiply-accumulates for one image. */
  macs?(attrs: Operations[K], inputs: readonly Shape[], output: Shape): number
  /** The window that slides over the input; absent where each position sees itself alone. */
  window?(attrs: Operations[K]): Window
  /** Windows of several sizes or distances: no receptive field behind them is aligned. */
  readonly irregular?: true
}

/** A symbolic value: the result of an operation. Frozen. */
export interface Node<S extends Shape = Shape> {
  readonly kind: Kind
  readonly attrs: Operations[Kind]
  readonly rule: Rule
  /** Only layers that own weights have one. */
  readonly name: string | undefined
  readonly inputs: readonly Node[]
  readonly shape: S
}

/**
 * Named outputs of one graph with one input; `nodes` lists every node after all of its inputs. `Network<'logits'>` is
 * known to have that output; of a `Network`, as one from a file, no output is known.
 */
export interface Network<Name extends string = string> {
  readonly name: string
  readonly input: Node<FeatureMap>
  readonly outputs: Readonly<Record<Name, Node>>
  readonly nodes: readonly Node[]
}

/** Collects the graph backwards from its outputs. Throws where two layers share a name or there is not one input. */
export function network<Name extends string>(name: string, outputs: Readonly<Record<Name, Node>>): Network<Name> {
  if (Object.keys(outputs).length === 0)
    throw new ShapeError(`network '${name}' has no output; give at least { logits }`)
  const nodes = inOrder(Object.values<Node>(outputs))
  const inputs = nodes.filter((node) => node.kind === 'input')
  if (inputs.length !== 1)
    throw new ShapeError(`network '${name}' has ${inputs.length} inputs; build it on one input(…)`)
  const names = new Set<string>()
  for (const node of nodes) {
    if (node.name === undefined) continue
    if (names.has(node.name))
      throw new ShapeError(`network '${name}' has two layers named '${node.name}'; give each its own name`)
    names.add(node.name)
  }
  return Object.freeze({
    name,
    input: inputs[0] as Node<FeatureMap>,
    outputs: Object.freeze({ ...outputs }),
    nodes: Object.freeze(nodes),
  })
}

/**
 * The same network with only the named outputs, and only what they need. Throws ShapeError where it has no such output.
 */
export function select<Name extends string>(net: Network, ...names: readonly Name[]): Network<Name> {
  const chosen = names.map((name) => {
    const node = Object.hasOwn(net.outputs, name) ? net.outputs[name] : undefined
    if (!node)
      throw new ShapeError(
        `network '${net.name}' has no output '${name}'; it has ${Object.keys(net.outputs).join(', ')}`,
      )
    return [name, node] as const
  })
  return network(net.name, Object.fromEntries(chosen) as Record<Name, Node>)
}

/** Applies an operation: the one place where nodes are made. For the builders in `ops`. */
export function apply<K extends Kind, S extends Shape>(
  rule: Rule<K>,
  attrs: Operations[K],
  inputs: readonly Node[],
  name?: string,
): Node<S> {
  const shapes = inputs.map((node) => node.shape)
  if (rule.weights && !name)
    throw new ShapeError(`${rule.kind} owns weights and needs a name, which is their key in a checkpoint`)
  let shape: Shape
  try {
    shape = rule.shape(attrs, shapes)
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error
    const layer = name ? `${rule.kind} '${name}'` : rule.kind
    const on = shapes.length > 0 ? ` on ${shapes.map(formatShape).join(' and ')}` : ''
    throw new ShapeError(`${layer}${on}: ${error.message}`)
  }
  const node = {
    kind: rule.kind,
    attrs: Object.freeze(attrs),
    rule,
    name,
    inputs: Object.freeze([...inputs]),
    shape: Object.freeze(shape),
  }
  // The link between a node's kind, attributes and rule is lost here, where nodes of all kinds become one type.
  return Object.freeze(node) as unknown as Node<S>
}

// Implementation

/** Depth first without recursion, since ResNet-1202 is thousands of nodes deep. */
function inOrder(roots: readonly Node[]): Node[] {
  const order = new Set<Node>()
  const stack = roots.toReversed()
  while (stack.length > 0) {
    const node = stack.at(-1)!
    const waiting = order.has(node) ? [] : node.inputs.filter((input) => !order.has(input))
    for (const input of waiting.toReversed()) stack.push(input)
    if (waiting.length === 0) order.add(stack.pop()!)
  }
  return [...order]
}
