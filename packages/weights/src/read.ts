/** @file One function for every format: it looks at the bytes, and loads the reader that they need. */

import type { Checkpoint } from './checkpoint.ts'
import { FormatError } from './format-error.ts'

// Public API

/** The formats of weight files that are read. */
export const formats = ['safetensors', 'pytorch', 'keras', 'tfjs', 'onnx', 'sharded'] as const
/** One of `formats`. */
export type Format = (typeof formats)[number]

/** A file, and those beside it, which tfjs's model.json, an index of shards and ONNX ask for. */
export interface Files {
  readonly bytes: Uint8Array
  /** The file of that path, as the first one names it. */
  readonly beside?: (path: string) => Promise<Uint8Array>
  /**
   * Called where no reader takes them, so that a wrong answer is not kept. Gives the cache that held it, if one did.
   */
  readonly refuse?: () => Promise<string | undefined>
}

/**
 * Reads a checkpoint of any format. With a hint, only as that one. Rejects with FormatError if it is none, or not what
 * it claims to be. Every reader is in a module of its own, loaded when it is needed.
 */
export async function readWeights(source: Uint8Array | Files, hint?: Format): Promise<Checkpoint> {
  if (source instanceof Uint8Array) return readAs({ bytes: source }, hint)
  try {
    return await readAs(source, hint)
  } catch (error) {
    if (!(error instanceof FormatError) || !source.refuse) throw error
    const cache = await source.refuse()
    throw cache === undefined ? error : new FormatError(`${error.message}; it is taken out of ${cache} again`)
  }
}

/**
 * The format by its first bytes, and for archives by the names within. Throws FormatError that names what was looked
 * for.
 */
export function findFormat(bytes: Uint8Array): Format {
  const starts = (...head: readonly number[]) => head.every((byte, i) => bytes[i] === byte)
  // A length of 8 bytes, then JSON; the upper half of the length is 0 in any file that could be read.
  // First, since a length of 1,408 bytes begins as a pickle does.
  if (bytes[8] === 0x7b && bytes[4] === 0 && bytes[5] === 0 && bytes[6] === 0 && bytes[7] === 0) return 'safetensors'
  if (starts(0x89, 0x48, 0x44, 0x46)) return 'keras'
  if (starts(0x50, 0x4b, 0x03, 0x04)) return inArchive(bytes)
  if (starts(0x80) && bytes[1]! >= 2 && bytes[1]! <= 5) return 'pytorch'
  const text = new TextDecoder()
    .decode(bytes.subarray(0, 200))
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (text.startsWith('{')) return isIndex(bytes) ? 'sharded' : 'tfjs'
  if (text.startsWith('<'))
    throw new FormatError('this is a web page, no weights; the address may ask for a login, or have moved')
  if (text.startsWith('version https://git-lfs'))
    throw new FormatError('this is a pointer of Git LFS, not the file that it stands for')
  // ONNX has no signature: its first field is the version of the format, a small number.
  if (starts(0x08) && bytes[1]! > 0 && bytes[1]! < 20) return 'onnx'
  throw new FormatError(
    'the format cannot be told from the bytes: it is none of safetensors, PyTorch (.pth, .pt, .th), ' +
      'Keras (.h5, .keras), ' +
      'tfjs (model.json), ONNX (.onnx) and an index of shards (….index.json)',
  )
}

// Implementation

async function readAs({ bytes, beside }: Files, hint: Format | undefined): Promise<Checkpoint> {
  const format = hint ?? findFormat(bytes)
  switch (format) {
    case 'safetensors':
      return (await import('./safetensors/read.ts')).readSafetensors(bytes)
    case 'pytorch':
      return (await import('./pytorch/read.ts')).readPyTorch(bytes)
    case 'keras':
      return (await import('./keras/read.ts')).readKeras(bytes)
    case 'onnx':
      return (await import('./onnx/read.ts')).readOnnx(bytes, beside)
    case 'sharded':
      if (!beside) throw new FormatError('this is the index of a sharded checkpoint; give the files that it names too')
      return (await import('./sharded.ts')).readSharded(bytes, beside, readShard)
    default:
      if (!beside)
        throw new FormatError('this is the model.json of tfjs, whose weights are in files beside it; give those too')
      return (await import('./tfjs.ts')).readTfjs(bytes, beside)
  }
}

/** A shard asks for no other files. */
async function readShard(bytes: Uint8Array): Promise<Checkpoint> {
  const format = findFormat(bytes)
  if (format !== 'safetensors' && format !== 'pytorch')
    throw new FormatError(`a shard is of the format ${format}; it must be safetensors or PyTorch`)
  return readWeights(bytes, format)
}

/** Before the names of the tensors there is little else. */
const isIndex = (bytes: Uint8Array): boolean =>
  /"weight_map"\s*:\s*\{/.test(new TextDecoder().decode(bytes.subarray(0, 10_000)))

/** By the names in its directory, which stand at the end as plain text. */
function inArchive(bytes: Uint8Array): Format {
  const names = new TextDecoder('latin1').decode(bytes.subarray(Math.max(0, bytes.length - 1_000_000)))
  if (names.includes('model.weights.h5')) return 'keras'
  if (names.includes('data.pkl')) return 'pytorch'
  throw new FormatError(
    "the archive is neither PyTorch's, which holds data.pkl, nor Keras's, which holds model.weights.h5",
  )
}
