import type { Network, Node } from '../graph.ts'
import { ShapeError } from '../shape.ts'
import { params } from './params.ts'
import { elements } from '../weights.ts'

/** How a number is stored. */
export type DataType = 'float32' | 'float16' | 'bfloat16' | 'int8'

/** Bytes of one element. */
export const bytesOf: Readonly<Record<DataType, number>> = { float32: 4, float16: 2, bfloat16: 2, int8: 1 }

/** The batch and the type that bytes are counted for. */
export interface MemoryOptions {
  /** Of parameters and activations; float32 if absent. */
  readonly type?: DataType
  /** Bytes of an element, for a type that has no name here. */
  readonly bytes?: number
}

/** In bytes, for one image. */
export interface Memory {
  readonly parameters: number
  /** Every value of the graph together, the image and the result of each ReLU included, as training keeps them. */
  readonly activations: number
  /** The most that is alive at once when each value is freed after its last use; parameters not included. */
  readonly peak: number
}

/** Bytes of an element. Throws ShapeError for a type that is not known and for bytes that are no number above 0. */
export function bytesPerElement({ type = 'float32', bytes }: MemoryOptions): number {
  if (bytes === undefined && !Object.hasOwn(bytesOf, type))
    throw new ShapeError(
      `unknown type '${type}'; known are ${Object.keys(bytesOf).join(', ')}, and bytes says the size of any other`,
    )
  const size = bytes ?? bytesOf[type]
  if (!(size > 0 && size < Infinity)) throw new ShapeError(`bytes is ${size}; it must be a number above 0`)
  return size
}

/**
 * What a network takes for the forward pass of one image, each value in a tensor of its own: nothing in place, nothing
 * fused.
 */
export function memory(net: Network, options: MemoryOptions = {}): Memory {
  const bytes = bytesPerElement(options)
  const size = (node: Node) => elements(node.shape) * bytes
  const last = lastUses(net)
  let alive = 0
  let peak = 0
  for (const node of net.nodes) {
    alive += size(node)
    peak = Math.max(peak, alive)
    for (const value of new Set(node.inputs)) if (last.get(value) === node) alive -= size(value)
  }
  return { parameters: params(net) * bytes, activations: net.nodes.reduce((sum, node) => sum + size(node), 0), peak }
}

/** The last node that reads each value; outputs are read by nobody and stay. */
export function lastUses(net: Network): Map<Node, Node> {
  const outputs = new Set(Object.values(net.outputs))
  const last = new Map<Node, Node>()
  for (const node of net.nodes) for (const input of node.inputs) if (!outputs.has(input)) last.set(input, node)
  return last
}
