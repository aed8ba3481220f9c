/** @file The messages of onnx.proto that a network needs, with the numbers of their fields. */

import { bytes, float, int, message, text, type Message } from './protobuf.ts'

// Public API

/** An attribute of an ONNX operator: a real number, a whole one, or whole ones. */
export type Attribute = { readonly float: number } | { readonly int: number } | { readonly ints: readonly number[] }

/** A size, or the name of one that is only known when the model runs. */
type Dimension = number | string

/** IR version 8 is the one that came with opset 17, in ONNX 1.12 (onnx/docs/Versioning.md). */
export const model = (graph: Message, metadata: Readonly<Record<string, string>>): Message =>
  [
    int(1, 8),
    text(2, '@cnn/export'),
    graph,
    message(8, text(1, ''), int(2, 17)),
    ...Object.entries(metadata).map(([key, value]) => message(14, text(1, key), text(2, value))),
  ].flat()

interface Graph {
  readonly name: string
  readonly nodes: readonly Message[]
  readonly initialisers: readonly Message[]
  readonly inputs: readonly Message[]
  readonly outputs: readonly Message[]
}

/** GraphProto, as the field `graph` of a model. */
export const graph = ({ name, nodes, initialisers, inputs, outputs }: Graph): Message =>
  message(7, ...nodes, text(2, name), ...initialisers, ...inputs, ...outputs)

/** NodeProto: one operator, named as its output is. */
export const node = (
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, Attribute>>,
): Message =>
  message(
    1,
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    text(3, output),
    text(4, operator),
    ...Object.entries(attributes).map(([key, value]) => attribute(key, value)),
  )

/** TensorProto: the raw bytes of float32 or int64 numbers, lowest byte first, as every JavaScript engine has them. */
export const initialiser = (name: string, shape: readonly number[], data: Float32Array | BigInt64Array): Message =>
  message(
    5,
    ...shape.map((size) => int(1, size)),
    int(2, data instanceof Float32Array ? dataType.float : dataType.int64),
    text(8, name),
    bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  )

export const graphInput = (name: string, shape: readonly Dimension[]): Message => valueInfo(11, name, shape)
export const graphOutput = (name: string, shape: readonly Dimension[]): Message => valueInfo(12, name, shape)

// Implementation

/** TensorProto.DataType */
const dataType = { float: 1, int64: 7 }

/** AttributeProto: the value, and as field 20 the type of value. */
function attribute(name: string, value: Attribute): Message {
  const key = text(1, name)
  if ('float' in value) return message(5, key, float(2, value.float), int(20, 1))
  if ('int' in value) return message(5, key, int(3, value.int), int(20, 2))
  return message(5, key, ...value.ints.map((one) => int(8, one)), int(20, 7))
}

/** ValueInfoProto of a float32 tensor. */
function valueInfo(field: number, name: string, shape: readonly Dimension[]): Message {
  const dimensions = shape.map((size) => message(1, typeof size === 'number' ? int(1, size) : text(2, size)))
  return message(field, text(1, name), message(2, message(1, int(1, dataType.float), message(2, ...dimensions))))
}
