/**
 * @file An ONNX model's tensors by where they stand in its graph, whatever their names: PyTorch folds batch norms as it
 * exports, and calls what comes out `onnx::Conv_193`. Both graphs are reduced to what owns weights and what joins
 * several values; then colours are refined up and down (Weisfeiler & Leman 1968), and layers of one colour are the same
 * layer.
 */

import { transposed, type Network, type Tensor, type Weights } from '@cnn/shapes'
import type { OnnxGraph } from '../onnx/graph.ts'
import { ofNetwork, ofOnnx, type Vertex } from './skeleton.ts'

// Public API

/**
 * Under the network's names, in PyTorch's layout; undefined where the graphs are not the same, or do not tell layers
 * apart.
 */
export function byGraph(net: Network, graph: OnnxGraph, given: Weights): Map<string, Tensor> | undefined {
  const ours = ofNetwork(net)
  for (const output of graph.outputs) {
    const theirs = ofOnnx(graph, given, output)
    const pairs = theirs && paired(ours, theirs)
    if (pairs) return named(pairs, given)
  }
  return undefined
}

// Implementation

type Pair = readonly [ours: Vertex, theirs: Vertex]

function paired(ours: readonly Vertex[], theirs: readonly Vertex[]): Pair[] | undefined {
  if (ours.length !== theirs.length) return undefined
  const numbers = new Map<string, number>()
  const number = (text: string) => {
    const known = numbers.get(text) ?? numbers.size
    numbers.set(text, known)
    return known
  }
  const [mine, other] = [colours(ours, number), colours(theirs, number)]
  const byColour = new Map(theirs.map((vertex) => [other.get(vertex)!, vertex]))
  // Two of one colour are twins, which the graph does not tell apart.
  if (byColour.size < theirs.length || new Set(mine.values()).size < ours.length) return undefined
  const pairs = ours.map((vertex) => [vertex, byColour.get(mine.get(vertex)!)] as const)
  return pairs.every((pair): pair is Pair => pair[1] !== undefined) ? pairs : undefined
}

/** By what a vertex is and what it is computed from, and then by what is computed from it. */
function colours(vertices: readonly Vertex[], number: (text: string) => number): Map<Vertex, number> {
  const up = new Map<Vertex, number>()
  for (const vertex of vertices) {
    const inputs = vertex.inputs.map((input) => (input ? up.get(input)! : -1))
    if (vertex.kind === 'add') inputs.sort((a, b) => a - b)
    up.set(vertex, number(`${vertex.kind} ${vertex.window} ${inputs.join()}`))
  }
  const uses = new Map<Vertex, string[]>(vertices.map((vertex) => [vertex, []]))
  const down = new Map<Vertex, number>()
  for (const vertex of vertices.toReversed()) {
    const colour = number(`${up.get(vertex)} of ${uses.get(vertex)!.toSorted().join(' ')}`)
    down.set(vertex, colour)
    for (const [place, input] of vertex.inputs.entries())
      if (input) uses.get(input)!.push(`${colour}:${vertex.kind === 'add' ? '' : place}`)
  }
  return down
}

function named(pairs: readonly Pair[], given: Weights): Map<string, Tensor> {
  const result = new Map<string, Tensor>()
  for (const [{ owner, norm, epsilon }, theirs] of pairs) {
    const { weight, bias } = theirs.tensors
    if (owner && weight) result.set(`${owner}.weight`, oriented(given.get(weight)!, theirs.turned))
    if (owner && bias) result.set(`${owner}.bias`, given.get(bias)!)
    if (norm)
      for (const [part, name] of Object.entries(theirs.tensors.norm ?? {}))
        result.set(`${norm}.${part}`, given.get(name)!)
    const variance = result.get(`${norm}.running_var`)
    if (variance && epsilon !== theirs.epsilon)
      result.set(`${norm}.running_var`, {
        ...variance,
        data: variance.data.map((value) => value + theirs.epsilon - epsilon),
      })
  }
  return result
}

/** A matrix of [in, out] as [out, in]. */
function oriented(tensor: Tensor, turned: boolean): Tensor {
  const [rows, columns] = tensor.shape
  return turned ? { shape: [columns!, rows!], data: transposed(tensor.data, rows!, columns!) } : tensor
}
