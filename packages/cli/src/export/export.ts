import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ExportError } from '@cnn/export'
import { fuse, type Filled } from '@cnn/shapes'
import { tellTrainedFor, type TrainedFor } from '@cnn/weights'
import { nearest } from '../terminal/nearest.ts'
import { formatMebibytes } from '../terminal/units.ts'
import { UsageError } from '../terminal/usage.ts'
import { buildNetwork, given } from '../weights/network.ts'
import { openWeights } from '../weights/open.ts'
import { formats, type Format } from './formats.ts'

// Public API

export interface ExportOptions {
  readonly format: string
  /** May be absent for PyTorch, which can train. */
  readonly weights?: string
  readonly out: string
  readonly size?: number
  readonly classes?: number
  readonly fold?: boolean
  readonly heads?: boolean
}

/** Writes the network; gives what to tell the user. */
export async function exportNetwork(id: string, options: ExportOptions): Promise<string> {
  const format = findFormat(options.format)
  if (options.fold && options.format === 'safetensors')
    throw new UsageError(
      `safetensors holds weights alone, and folded ones fit no other program's ${id}; fold for onnx or tfjs`,
    )
  if (options.fold && options.weights === undefined)
    throw new UsageError('--fold changes weights; name them by --weights')
  const { network, net, weights, own } = await open(id, options)
  const filled = { net, weights }
  try {
    // Built otherwise than it was trained, what the file said is true no longer.
    const told = own && options.size === undefined && options.classes === undefined ? tellTrainedFor(own) : {}
    const metadata = { network, weights: options.weights ?? 'none', ...told }
    return await write(options.out, format(options.fold ? fuse(filled) : filled, metadata))
  } catch (error) {
    throw error instanceof ExportError ? new UsageError(error.message) : error
  }
}

// Implementation

function findFormat(name: string): Format {
  if (Object.hasOwn(formats, name)) return formats[name]!
  const known = Object.keys(formats)
  const near = nearest(name, known)
  throw new UsageError(
    `unknown format '${name}'; ${near.length > 0 ? `did you mean ${near.join(', ')}?` : `there are ${known.join(', ')}`}`,
  )
}

async function open(
  id: string,
  options: ExportOptions,
): Promise<Filled & { readonly network: string; readonly own?: TrainedFor }> {
  const { weights, format, heads = false } = options
  if (weights !== undefined) return openWeights(id, weights, { build: given(options), heads })
  if (format === 'pytorch') return { network: id, net: buildNetwork(id, given(options), heads), weights: new Map() }
  throw new UsageError(`required option '--weights <source>' not specified; only pytorch may go without, to be trained`)
}

async function write(out: string, files: ReturnType<Format>): Promise<string> {
  try {
    if (!('' in files)) await mkdir(out, { recursive: true })
    let size = 0
    for (const [name, content] of Object.entries(files)) {
      const bytes = Buffer.from(content as Uint8Array)
      await writeFile(name === '' ? out : join(out, name), bytes)
      size += bytes.length
    }
    return `${out}: ${formatMebibytes(size)}\n`
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new UsageError(`${out} cannot be written: ${error.message}`)
    throw error
  }
}
