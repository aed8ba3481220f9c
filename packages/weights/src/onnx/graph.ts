/** @file The operators of an ONNX model. Format: onnx/onnx.proto, NodeProto, AttributeProto and ValueInfoProto. */

import { bounds } from '@cnn/shapes'
import { FormatError } from '../format-error.ts'
import { fields, message, packed, text } from './protobuf.ts'

// Public API

/** Values by their names; ONNX lists operators in an order in which they can be computed. */
export interface OnnxNode {
  readonly operator: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** Attributes that are one number, or several whole ones; `auto_pad` is 1 where it asks for padding. */
  readonly numbers: ReadonlyMap<string, number>
  readonly lists: ReadonlyMap<string, readonly number[]>
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[]
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

/** Throws FormatError where it is damaged, or larger than any network. */
export function graphOf(bytes: Uint8Array): OnnxGraph {
  const nodes: OnnxNode[] = []
  const [inputs, outputs]: [string[], string[]] = [[], []]
  for (const field of fields(bytes)) {
    if (field.id === 1 && nodes.push(nodeOf(message(field))) > bounds.onnx.nodes)
      throw new FormatError(`the ONNX model has more than ${bounds.onnx.nodes} operators`)
    if (field.id === 11) inputs.push(nameOf(message(field)))
    if (field.id === 12) outputs.push(nameOf(message(field)))
  }
  return { nodes, inputs, outputs }
}

// Implementation

function nodeOf(bytes: Uint8Array): OnnxNode {
  const [inputs, outputs]: [string[], string[]] = [[], []]
  const numbers = new Map<string, number>()
  const lists = new Map<string, readonly number[]>()
  let operator = ''
  for (const field of fields(bytes)) {
    if (field.id === 1) inputs.push(text(field))
    else if (field.id === 2) outputs.push(text(field))
    else if (field.id === 4) operator = text(field)
    else if (field.id === 5) addAttribute(message(field), numbers, lists)
  }
  return { operator, inputs, outputs, numbers, lists }
}

function addAttribute(bytes: Uint8Array, numbers: Map<string, number>, lists: Map<string, readonly number[]>): void {
  let name = ''
  let number: number | undefined
  const list: number[] = []
  for (const field of fields(bytes)) {
    if (field.id === 1) name = text(field)
    else if (field.id === 2) number = floatOf(message(field))
    // `SAME_UPPER` or `SAME_LOWER`, of pooling and convolution.
    else if (field.id === 4 && name === 'auto_pad') number = isSame(message(field)) ? 1 : 0
    else if (field.id === 3 && typeof field.value === 'number') number = field.value
    else if (field.id === 8) for (const item of packed(field.value)) if (list.length <= bounds.axes) list.push(item)
  }
  if (number !== undefined) numbers.set(name, number)
  if (list.length > 0) lists.set(name, list)
}

const isSame = (bytes: Uint8Array): boolean => new TextDecoder().decode(bytes.subarray(0, 4)) === 'SAME'

function floatOf(bytes: Uint8Array): number {
  if (bytes.length !== 4)
    throw new FormatError('no ONNX model, or a damaged one: a number of another width than 4 bytes')
  return new DataView(bytes.buffer, bytes.byteOffset).getFloat32(0, true)
}

function nameOf(bytes: Uint8Array): string {
  for (const field of fields(bytes)) if (field.id === 1) return text(field)
  return ''
}
