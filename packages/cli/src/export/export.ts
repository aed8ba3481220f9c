import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ExportError } from '@cnn/export'
import { checkWeights, fuse, select, ShapeError, weights as weightsOf, WeightsError, type Network, type Weights } from '@cnn/shapes'
import type { BuildOptions } from '@cnn/zoo'
import { findNetwork, nearest } from '../nearest.ts'
import { formatMebibytes } from '../units.ts'
import { UsageError } from '../usage.ts'
import { formats, type Format } from './formats.ts'
import { openSource, type Source } from './source.ts'

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
  const { build } = findNetwork(id)
  const format = findFormat(options.format)
  if (options.fold && options.format === 'safetensors')
    throw new UsageError(`safetensors holds weights alone, and folded ones fit no other program's ${id}; fold for onnx or tfjs`)
  if (options.fold && options.weights === undefined) throw new UsageError('--fold changes weights; name them by --weights')
  const source = await sourceOf(options, id)
  try {
    const whole = build({ ...source.options, ...given(options) })
    const net = options.heads ? whole : select(whole, 'logits')
    const filled = { net, weights: needed(net, whole, source.weights(whole)) }
    if (options.weights !== undefined) checkWeights(net, filled.weights)
    const files = format(options.fold ? fuse(filled) : filled, { network: id, weights: options.weights ?? 'none' })
    return await write(options.out, files)
  } catch (error) {
    if (error instanceof ShapeError) throw new UsageError(`${id} cannot be built so: ${error.message}`)
    if (error instanceof WeightsError || error instanceof ExportError) throw new UsageError(error.message)
    throw error
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

async function sourceOf({ weights, format }: ExportOptions, id: string): Promise<Source> {
  if (weights !== undefined) return openSource(weights, id)
  if (format === 'pytorch') return { options: {}, weights: () => new Map() }
  throw new UsageError(`required option '--weights <source>' not specified; only pytorch may go without, to be trained`)
}

const given = ({ size, classes }: ExportOptions): BuildOptions => ({
  ...(size !== undefined && { size }),
  ...(classes !== undefined && { classes }),
})

/** A checkpoint of the whole network serves a part of it: what only its other outputs use is left out. */
function needed(net: Network, whole: Network, weights: Weights): Weights {
  const names = new Set(weightsOf(net).map(({ name }) => name))
  const others = new Set(weightsOf(whole).flatMap(({ name }) => (names.has(name) ? [] : [name])))
  return new Map([...weights].filter(([name]) => !others.has(name)))
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
