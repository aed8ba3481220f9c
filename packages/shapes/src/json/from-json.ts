/**
 * @file Reads a network from JSON that nobody vouches for: every node is built anew and has to come out as it was
 * written.
 */

import { messageOf } from '../text/message-of.ts'
import { graphBounds as most } from '../bounds.ts'
import { network, type Network, type Node } from '../graph.ts'
import { ShapeError, type FeatureMap, type Vector } from '../shape.ts'
import { activation } from '../ops/activation.ts'
import { activations } from '../ops/activations.ts'
import { adaptiveAvgPool } from '../ops/adaptive-avg-pool.ts'
import { add } from '../ops/add.ts'
import { avgPool } from '../ops/avg-pool.ts'
import { batchNorm } from '../ops/batch-norm.ts'
import { concat } from '../ops/concat.ts'
import { conv } from '../ops/conv.ts'
import { dense } from '../ops/dense.ts'
import { dropout } from '../ops/dropout.ts'
import { flatten } from '../ops/flatten.ts'
import { globalAveragePool } from '../ops/global-average-pool.ts'
import { input } from '../ops/input.ts'
import { lrn } from '../ops/lrn.ts'
import { maxPool } from '../ops/max-pool.ts'
import type { Kind, Operations } from '../ops/operations.ts'
import { padChannels } from '../ops/pad-channels.ts'
import { pickChannels } from '../ops/pick-channels.ts'
import { rbf } from '../ops/rbf.ts'
import { scaleShift } from '../ops/scale-shift.ts'
import { elements, weightsOf } from '../weights.ts'

// Public API

/**
 * The network that `toJSON` wrote. Throws ShapeError, naming the node, where the JSON is not one of those, or larger
 * than any backend could hold: beyond `graphBounds`.
 */
export function fromJSON(json: unknown): Network {
  const { format, version, name, nodes, outputs } = record(json, 'the network')
  if (format !== 'cnn-graph' || version !== 1)
    throw new ShapeError(`not a graph of format 'cnn-graph', version 1, but ${show(format)}, ${show(version)}`)
  if (typeof name !== 'string') throw new ShapeError(`the network's name is ${show(name)}; it must be text`)
  if (!Array.isArray(nodes)) throw new ShapeError(`'nodes' is ${show(nodes)}; it must be a list`)
  if (nodes.length > most.nodes)
    throw new ShapeError(`the network has ${nodes.length} nodes; at most ${most.nodes} are read`)
  const built: Node[] = []
  for (const node of nodes as unknown[]) built.push(readNode(node, built))
  const chosen = Object.entries(record(outputs, "'outputs'")).map(
    ([key, at]) => [key, pick(built, at, `output '${key}'`)] as const,
  )
  const net = network(name, Object.fromEntries(chosen))
  if (net.nodes.length !== built.length)
    throw new ShapeError(`${built.length - net.nodes.length} of ${built.length} nodes serve no output; leave them out`)
  return net
}

// Implementation

/** Throws for a node that is beyond `graphBounds`. */
function checkSize(node: Node, where: string): void {
  const owned = weightsOf(node).reduce((sum, { shape }) => sum + elements(shape), 0)
  const [side, value] = [Math.max(...node.shape.slice(0, 2)), elements(node.shape)]
  if (node.shape.length === 3 && side > most.side)
    throw new ShapeError(`${where}, ${node.kind}, is ${side} pixels long; at most ${most.side} are read`)
  if (value > most.value)
    throw new ShapeError(`${where}, ${node.kind}, has ${value} values; at most ${most.value} are read`)
  if (owned > most.weights)
    throw new ShapeError(`${where}, ${node.kind}, has ${owned} weights; at most ${most.weights} are read`)
}

type Build<K extends Kind> = (inputs: readonly Node[], name: string, attrs: Operations[K]) => Node

const map = (inputs: readonly Node[]) => inputs[0] as Node<FeatureMap>
const vector = (inputs: readonly Node[]) => inputs[0] as Node<Vector>

const builders: { readonly [K in Kind]: Build<K> } = {
  input: (_, __, { shape }) => input(shape),
  conv: (x, name, attrs) => conv(map(x), name, attrs),
  dense: (x, name, attrs) => dense(vector(x), name, attrs),
  batchNorm: (x, name, attrs) => batchNorm(x[0]!, name, attrs),
  activation: (x, _, attrs) => activation(x[0]!, attrs.activation),
  maxPool: (x, _, attrs) => maxPool(map(x), attrs),
  avgPool: (x, _, attrs) => avgPool(map(x), attrs),
  adaptiveAvgPool: (x, _, attrs) => adaptiveAvgPool(map(x), attrs),
  globalAveragePool: (x) => globalAveragePool(map(x)),
  lrn: (x, _, attrs) => lrn(map(x), attrs),
  dropout: (x, _, attrs) => dropout(x[0]!, attrs),
  flatten: (x) => flatten(map(x)),
  add: (x) => add(x[0]!, x[1]!),
  concat: (x) => concat(x as Node<FeatureMap>[]),
  padChannels: (x, _, attrs) => padChannels(map(x), attrs),
  pickChannels: (x, _, attrs) => pickChannels(map(x), attrs),
  scaleShift: (x, name) => scaleShift(x[0]!, name),
  rbf: (x, _, attrs) => rbf(vector(x), attrs),
}

const arity: Partial<Record<Kind, number>> = { input: 0, add: 2 }
const switches = new Set(['bias', 'ceil', 'countPadding'])

function readNode(json: unknown, built: readonly Node[]): Node {
  const where = `node ${built.length}`
  const { kind, name, attrs, inputs, shape } = record(json, where)
  if (typeof kind !== 'string' || !Object.hasOwn(builders, kind))
    throw new ShapeError(`${where} is of kind ${show(kind)}; known are ${Object.keys(builders).join(', ')}`)
  if (name !== undefined && typeof name !== 'string')
    throw new ShapeError(`the name of ${where} is ${show(name)}; it must be text`)
  if (!Array.isArray(inputs)) throw new ShapeError(`the inputs of ${where} are ${show(inputs)}; they must be a list`)
  const known = kind as Kind
  const count = arity[known] ?? (known === 'concat' ? Math.max(1, inputs.length) : 1)
  if (inputs.length !== count) throw new ShapeError(`${where}, ${kind}, has ${inputs.length} inputs; it takes ${count}`)
  const values = inputs.map((at) => pick(built, at, `an input of ${where}`))
  for (const [key, value] of Object.entries(record(attrs, `'attrs' of ${where}`))) {
    if (switches.has(key) && typeof value !== 'boolean')
      throw new ShapeError(`${key} of ${where} is ${show(value)}; it must be true or false`)
    const allowed: readonly unknown[] = known === 'activation' ? activations : ['relu']
    if (key === 'activation' && !allowed.includes(value))
      throw new ShapeError(`activation of ${where} is ${show(value)}; known is ${allowed.map(show).join(', ')}`)
  }

  const node = attempt(where, () => (builders[known] as Build<Kind>)(values, name ?? '', attrs as Operations[Kind]))
  for (const [what, given, made] of [
    ['name', name, node.name],
    ['attrs', attrs, node.attrs],
    ['shape', shape, node.shape],
  ] as const)
    if (canonical(given, where) !== canonical(made, where))
      throw new ShapeError(
        `${what} of ${where}, ${kind}: ${show(given)} was given, where ${show(made)} follows from the graph`,
      )
  checkSize(node, where)
  return node
}

/** A builder given something that is not what its types say may stumble anywhere: say at least where. */
function attempt<T>(where: string, build: () => T): T {
  try {
    return build()
  } catch (error) {
    throw new ShapeError(`${where}: ${messageOf(error)}`)
  }
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ShapeError(`${what} is ${show(value)}; it must be an object`)
  return value as Record<string, unknown>
}

function pick(built: readonly Node[], at: unknown, what: string): Node {
  const node = typeof at === 'number' ? built[at] : undefined
  if (!node)
    throw new ShapeError(`${what} is ${show(at)}; it must be the position of an earlier node, below ${built.length}`)
  return node
}

const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
const canonical = (value: unknown, where: string): string =>
  attempt(where, () => JSON.stringify(sorted(value)) ?? 'undefined')

function show(value: unknown): string {
  let text
  try {
    text = JSON.stringify(value) ?? String(value)
  } catch {
    // Nested too deeply, or not from JSON at all.
    text = `a ${typeof value} that cannot be written`
  }
  return text.length > 120 ? `${text.slice(0, 117)}…` : text
}
