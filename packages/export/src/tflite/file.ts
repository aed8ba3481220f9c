/**
 * @file The tables of a TFLite file (tensorflow/lite/schema/schema.fbs), children before the tables that point at them.
 */

import { Builder, type Offset } from 'flatbuffers'
import { ExportError } from '../error.ts'
import type { Draft, DraftOperator, DraftTensor, Value } from './draft.ts'
import { operators, tensorTypes, type Options } from './schema.ts'

// Public API

export interface Model {
  readonly name: string
  readonly draft: Draft
  readonly inputs: ReadonlyMap<string, Value>
  readonly outputs: ReadonlyMap<string, Value>
  readonly metadata: Readonly<Record<string, string>>
}

/** Throws ExportError over 2 GiB, where flatbuffers end. */
export function writeModel({ name, draft, inputs, outputs, metadata }: Model): Uint8Array<ArrayBuffer> {
  const constants = draft.tensors.flatMap(({ data }) => (data ? [bytesOf(data)] : []))
  const told = Object.entries(metadata).map(([key, value]) => [key, new TextEncoder().encode(value)] as const)
  // Buffer 0 is empty and stands for none; constants follow, then what is told of the network.
  const contents = [new Uint8Array(0), ...constants, ...told.map(([, value]) => value)]
  const builder = sizedBuilder(contents, draft)

  const buffers = contents.map((content) => buffer(builder, content))
  let filled = 0
  const tensors = draft.tensors.map((tensor) => tensorTable(builder, tensor, tensor.data ? ++filled : 0))
  const codes = new Codes()
  const steps = draft.operators.map((operator) => operatorTable(builder, operator, codes.position(operator)))
  const graph = table(builder, [
    ['offset', offsets(builder, tensors)],
    ['offset', integers(builder, [...inputs.values()])],
    ['offset', integers(builder, [...outputs.values()])],
    ['offset', offsets(builder, steps)],
    ['offset', builder.createString(name)],
  ])
  const notes = told.map(([key], i) =>
    table(builder, [
      ['offset', builder.createString(key)],
      ['int32', 1 + constants.length + i],
    ]),
  )
  const model = table(builder, [
    ['int32', schemaVersion],
    ['offset', offsets(builder, codes.write(builder))],
    ['offset', offsets(builder, [graph])],
    ['offset', builder.createString('@cnn/export')],
    ['offset', offsets(builder, buffers)],
    ['offset', 0],
    ['offset', offsets(builder, notes)],
    ['offset', offsets(builder, [signature(builder, inputs, outputs)])],
  ])
  builder.finish(model, 'TFL3')
  return builder.asUint8Array() as Uint8Array<ArrayBuffer>
}

// Implementation

const schemaVersion = 3

/** Offsets are whole numbers of 32 bits with a sign. */
const most = 2 ** 31 - 1

/** With room for all, so that the builder need not copy what it has. */
function sizedBuilder(contents: readonly Uint8Array[], draft: Draft): Builder {
  const tables = 1024 * (contents.length + draft.tensors.length + draft.operators.length + 1)
  const size = contents.reduce((sum, { length }) => sum + length, tables)
  if (size > most)
    throw new ExportError(
      `a TFLite file ends at 2 GiB, and this network would take ${size} bytes; write safetensors instead`,
    )
  return new Builder(size)
}

const bytesOf = (data: Float32Array | Int32Array): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength)

/** Fields of a table in the order of the schema; an offset of 0 is an absent one. */
function table(builder: Builder, fields: readonly (readonly ['offset' | 'int8' | 'int32', number])[]): Offset {
  builder.startObject(fields.length)
  for (const [slot, [type, value]] of fields.entries()) {
    if (type === 'offset') builder.addFieldOffset(slot, value, 0)
    else if (type === 'int8') builder.addFieldInt8(slot, value, null)
    else builder.addFieldInt32(slot, value, null)
  }
  return builder.endObject()
}

/** Data begins at a multiple of 16 bytes, as the schema asks. */
function buffer(builder: Builder, content: Uint8Array): Offset {
  if (content.length === 0) return table(builder, [])
  builder.prep(16, content.length)
  return table(builder, [['offset', builder.createByteVector(content)]])
}

function tensorTable(builder: Builder, { name, shape, data }: DraftTensor, place: number): Offset {
  const [dimensions, label] = [integers(builder, shape), builder.createString(name)]
  return table(builder, [
    ['offset', dimensions],
    ['int8', data instanceof Int32Array ? tensorTypes.int32 : tensorTypes.float32],
    ['int32', place],
    ['offset', label],
  ])
}

function operatorTable(builder: Builder, { inputs, output, options }: DraftOperator, code: number): Offset {
  const [from, to] = [integers(builder, inputs), integers(builder, [output])]
  const chosen = options ? optionsFields(builder, options) : []
  return table(builder, [['int32', code], ['offset', from], ['offset', to], ...chosen])
}

/** A union is two fields: which table, and the table. */
const optionsFields = (builder: Builder, options: Options) =>
  [
    ['int8', options.table],
    ['offset', table(builder, options.fields)],
  ] as const

/** Each operator that is used, with its version, is listed once. */
class Codes {
  readonly #used: string[] = []

  position({ operator, version }: DraftOperator): number {
    const key = `${operators[operator]} ${version}`
    const found = this.#used.indexOf(key)
    return found >= 0 ? found : this.#used.push(key) - 1
  }

  /**
   * The first field is where the number of the operator stood before there were more than a byte holds; readers take
   * the larger.
   */
  write(builder: Builder): Offset[] {
    return this.#used.map((key) => {
      const [code, version] = key.split(' ').map(Number) as [number, number]
      return table(builder, [
        ['int8', code],
        ['offset', 0],
        ['int32', version],
        ['int32', code],
      ])
    })
  }
}

/** SignatureDef: names for the inputs and outputs of the only graph. */
function signature(builder: Builder, inputs: Model['inputs'], outputs: Model['outputs']): Offset {
  const named = (values: ReadonlyMap<string, Value>) => {
    const maps = [...values].map(([name, value]) =>
      table(builder, [
        ['offset', builder.createString(name)],
        ['int32', value],
      ]),
    )
    return offsets(builder, maps)
  }
  const [given, made, key] = [named(inputs), named(outputs), builder.createString('serving_default')]
  return table(builder, [
    ['offset', given],
    ['offset', made],
    ['offset', key],
  ])
}

/** A vector of whole numbers; the builder writes from the end. */
function integers(builder: Builder, values: readonly number[]): Offset {
  builder.startVector(4, values.length, 4)
  for (const value of values.toReversed()) builder.addInt32(value)
  return builder.endVector()
}

function offsets(builder: Builder, values: readonly Offset[]): Offset {
  builder.startVector(4, values.length, 4)
  for (const value of values.toReversed()) builder.addOffset(value)
  return builder.endVector()
}
