/**
 * @file The initialisers of an ONNX model, and how its graph uses them. Format: onnx/onnx.proto, ModelProto and
 * GraphProto.
 */

import type { Tensor } from '@cnn/shapes'
import { pathBeside, type ReadBeside } from '../beside.ts'
import { checkCount, makeTensor, type Checkpoint } from '../checkpoint.ts'
import { FormatError } from '../format-error.ts'
import { graphOf } from './graph.ts'
import { fields, message, text } from './protobuf.ts'
import { pairOf, tensorOf, type OnnxTensor, type Place } from './tensor.ts'

// Public API

/**
 * Reads the initialisers, whether raw, in typed fields or in files beside the model, as PyTorch from 2.9 on writes
 * them. Those of whole numbers, such as the shapes that Reshape takes, are skipped. Rejects with FormatError on every
 * inconsistency.
 */
export async function readOnnx(bytes: Uint8Array, beside?: ReadBeside): Promise<Checkpoint> {
  const metadata: Record<string, string> = {}
  let graph: Uint8Array | undefined
  for (const field of fields(bytes)) {
    if (field.id === model.graph) graph = message(field)
    else if (field.id === model.producer && text(field) !== '') metadata['producer'] = text(field)
    else if (field.id === model.metadata) {
      const [key, value] = pairOf(message(field))
      metadata[key] = value
    }
  }
  if (!graph) throw new FormatError('no ONNX model: it has no graph')
  const weights = new Map<string, Tensor>()
  const skipped: string[] = []
  const seen = new Set<string>()
  const others = new Others(beside)
  for (const field of fields(graph)) {
    if (field.id !== initializer) continue
    const tensor = tensorOf(message(field))
    const { name, type, shape, values } = tensor
    if (seen.has(name)) throw new FormatError(`the initialiser '${name}' is there twice`)
    checkCount(seen.add(name).size)
    if (type === undefined) skipped.push(name)
    else
      weights.set(
        name,
        makeTensor(name, type, shape, values instanceof Uint8Array ? values : await others.read(tensor, values)),
      )
  }
  return { weights, metadata, skipped, graph: graphOf(graph) }
}

// Implementation

const model = { producer: 2, graph: 7, metadata: 14 }
const initializer = 5

/** The files beside the model, each read once; together, the tensors of one are no larger than it is. */
class Others {
  readonly #beside: ReadBeside | undefined
  readonly #files = new Map<string, { readonly bytes: Uint8Array; left: number }>()

  constructor(beside: ReadBeside | undefined) {
    this.#beside = beside
  }

  async read({ name }: OnnxTensor, { location, offset, length }: Place): Promise<Uint8Array> {
    const path = pathBeside(location)
    if (!this.#beside) throw new FormatError(`the initialiser '${name}' lies in another file, '${path}'; give that too`)
    let file = this.#files.get(path)
    if (!file) {
      const bytes = await this.#beside(path)
      file = { bytes, left: bytes.length }
      this.#files.set(path, file)
    }
    const values = file.bytes.subarray(offset, length === undefined ? undefined : offset + length)
    if (offset > file.bytes.length || (length !== undefined && values.length < length))
      throw new FormatError(`the initialiser '${name}' ends beyond the ${file.bytes.length} bytes of '${path}'`)
    file.left -= values.length
    if (file.left < 0) throw new FormatError(`the initialiser '${name}' shares bytes of '${path}' with others`)
    return values
  }
}
