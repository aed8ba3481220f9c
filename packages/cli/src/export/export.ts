import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Preprocessing, Sides } from '@cnn/data'
import { ExportError } from '@cnn/export'
import { fuse, type Filled } from '@cnn/shapes'
import { publisherOf, stepsFor, tellTrainedFor, tellVariant } from '@cnn/weights'
import { nearest } from '../terminal/nearest.ts'
import { formatMebibytes } from '../terminal/units.ts'
import { UsageError } from '../terminal/usage.ts'
import { buildNetwork, given, type Given } from '../weights/network.ts'
import { openWeights, type OpenedWeights } from '../weights/open.ts'
import { publicName } from '../weights/public-name.ts'
import { formats, type Format } from './formats.ts'

// Public API

export interface ExportOptions extends Given {
  readonly format: string
  /** May be absent for PyTorch, which can train. */
  readonly weights?: string
  readonly out: string
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
  const { network, net, weights, own, variant = {}, scheme } = await open(id, options)
  const known =
    own?.steps ??
    (scheme === undefined || options.weights === 'random'
      ? undefined
      : publisherOf(network, scheme, options.weights)?.preprocessing)
  const steps = known && stepsFor(known, net.input.shape)
  const filled = { net, weights }
  try {
    // Built otherwise than it was trained, what the file said is true no longer.
    const told = own && Object.keys(given(options)).length === 0 ? tellTrainedFor(own) : {}
    const asked = steps && runs.has(options.format) ? { preprocessing: JSON.stringify(steps) } : {}
    const metadata = {
      network,
      weights: publicName(options.weights ?? 'none'),
      ...tellVariant(variant),
      ...asked,
      ...told,
    }
    const written = await write(options.out, format(options.fold ? fuse(filled) : filled, metadata))
    return steps && runs.has(options.format) ? `${written}it takes ${inWords(steps)}\n` : written
  } catch (error) {
    throw error instanceof ExportError ? new UsageError(error.message) : error
  }
}

// Implementation

/** Formats of what runs by itself, and so should say what it wants to be given. */
const runs: ReadonlySet<string> = new Set(['onnx', 'tflite', 'tfjs'])

function inWords({ resize, crop, frame, channels, ink, white, mean, deviation }: Preprocessing): string {
  const size = (sides: Sides) => (typeof sides === 'number' ? `${sides}²` : sides.join('×'))
  const first = typeof resize === 'number' ? `shorter side ${resize}` : `at least ${size(resize)}`
  const framed = frame === undefined ? '' : ` in a black frame of ${size(frame)}`
  const drawn = ink === undefined ? '' : ', bright ink on dark'
  const shifted = deviation.every((one) => one === 1) ? '' : `, divided by ${deviation.join(', ')}`
  return `pictures of ${first}, ${size(crop)} of their centre${framed}, ${channels}${drawn} from 0 to ${white}, less ${mean.join(', ')}${shifted}`
}

function findFormat(name: string): Format {
  if (Object.hasOwn(formats, name)) return formats[name]!
  const known = Object.keys(formats)
  const near = nearest(name, known)
  throw new UsageError(
    `unknown format '${name}'; ${near.length > 0 ? `did you mean ${near.join(', ')}?` : `there are ${known.join(', ')}`}`,
  )
}

type Found = Filled & { readonly network: string } & Partial<OpenedWeights>

async function open(id: string, options: ExportOptions): Promise<Found> {
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
