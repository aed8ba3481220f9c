import { join } from 'node:path'
import type { Preprocessing, Sides } from '@cnn/data'
import { makeFolder } from '@cnn/data/node'
import { ExportError, withPreprocessing } from '@cnn/export'
import { formatBytes, fuse, type Filled, type Network } from '@cnn/shapes'
import { tellTrainedFor, tellVariant, type TrainedFor } from '@cnn/weights'
import { cannotWrite } from '../files/cannot-write.ts'
import { replace } from '../files/replace.ts'
import { nearest } from '../terminal/nearest.ts'
import { UsageError } from '../terminal/usage.ts'
import { buildNetwork, given, type Given } from '../weights/network.ts'
import { readLabels } from '../weights/labels.ts'
import { matchingOf, openWeights, type Matching, type OpenedWeights } from '../weights/open.ts'
import { knownSteps } from '../weights/photos.ts'
import { publicName } from '../weights/public-name.ts'
import { formats, type Format } from './formats.ts'

// Public API

export interface ExportOptions extends Given, Matching {
  readonly format: string
  /** May be absent for PyTorch, which can train. */
  readonly weights?: string
  readonly out: string
  readonly fold?: boolean
  readonly heads?: boolean
  /** A file with the names of the classes. */
  readonly labels?: string
  /** The preprocessing of pictures becomes the first operations of the network. */
  readonly withPreprocessing?: boolean
}

/** Writes the network; gives what to tell the user. */
export async function exportNetwork(id: string, options: ExportOptions): Promise<string> {
  const format = findFormat(options.format)
  if (options.fold && options.format === 'safetensors')
    throw new UsageError(
      `safetensors holds weights alone, and folded ones fit no other program's ${id}; fold for onnx or tfjs`,
    )
  if (options.withPreprocessing && !runs.has(options.format))
    throw new UsageError(
      `--with-preprocessing is for ${[...runs].join(', ')}: ${options.format} is read as the network alone`,
    )
  if (options.fold && options.weights === undefined)
    throw new UsageError('--fold changes weights; name them by --weights')
  const opened = await open(id, options)
  const { network, net, weights, own, variant } = opened
  const { weights: source = 'random' } = options
  const steps = source === 'random' ? undefined : knownSteps(opened, source)
  try {
    const filled = options.withPreprocessing ? taking(steps, { net, weights }) : { net, weights }
    const left = options.withPreprocessing && steps ? { ...steps, ...bytes } : steps
    const told = await trainedFor({ network, net, left }, own, options)
    const asked = left && runs.has(options.format) ? { preprocessing: JSON.stringify(left) } : {}
    const metadata = {
      network,
      weights: publicName(options.weights ?? 'none'),
      ...tellVariant(variant),
      ...asked,
      ...(told && tellTrainedFor(told)),
    }
    const written = await write(options.out, format(options.fold ? fuse(filled) : filled, metadata))
    return left && runs.has(options.format) ? `${written}it takes ${inWords(left)}\n` : written
  } catch (error) {
    throw error instanceof ExportError ? new UsageError(error.message) : error
  }
}

// Implementation

/** Formats that other programs run as they are, and that should therefore tell which pictures they expect. */
const runs: ReadonlySet<string> = new Set(['onnx', 'tflite', 'tfjs'])

/** What is left to be done to pixels where the network does the rest. */
const bytes = { channels: 'RGB', white: 255, mean: [0, 0, 0], deviation: [1, 1, 1] } as const

interface Left {
  readonly network: string
  readonly net: Network
  /** What is left to be done to pixels. */
  readonly left: Preprocessing | undefined
}

/** What the file says of itself: what it said before, or the names of the classes that the user gives. */
async function trainedFor(
  { network, net, left }: Left,
  own: TrainedFor | undefined,
  options: ExportOptions,
): Promise<TrainedFor | undefined> {
  const steps = left && { steps: left }
  if (options.labels === undefined)
    // What the file says holds only for a network that is built as it was trained.
    return own && Object.keys(given(options)).length === 0 ? { ...own, ...steps } : undefined
  const [height, width, channels] = net.input.shape
  const classes = net.outputs['logits']!.shape.at(-1)!
  const build = { size: [height, width] as const, channels, classes }
  return { network, build, labels: await readLabels(options.labels, classes), ...steps }
}

function taking(steps: Preprocessing | undefined, filled: Filled): Filled {
  if (!steps) throw new UsageError('--with-preprocessing: nothing is known of the pictures that these weights expect')
  const { channels } = steps
  if (channels === 'grey')
    throw new UsageError(
      '--with-preprocessing: these weights expect grey pictures, which no RGB can be turned into here',
    )
  return withPreprocessing(filled, { ...steps, channels })
}

function inWords({ resize, crop, frame, channels, ink, white, mean, deviation }: Preprocessing): string {
  const size = (sides: Sides) => (typeof sides === 'number' ? `${sides}²` : sides.join('×'))
  const first = typeof resize === 'number' ? `shorter side ${resize}` : `at least ${size(resize)}`
  const framed = frame === undefined ? '' : ` in a black frame of ${size(frame)}`
  const drawn = ink === undefined ? '' : ', bright ink on dark'
  const less = mean.every((one) => one === 0) ? '' : `, less ${mean.join(', ')}`
  const shifted = deviation.every((one) => one === 1) ? '' : `, divided by ${deviation.join(', ')}`
  return (
    `pictures of ${first}, ${size(crop)} of their centre${framed}, ${channels}${drawn} from 0 to ` +
    `${white}${less}${shifted}`
  )
}

function findFormat(name: string): Format {
  if (Object.hasOwn(formats, name)) return formats[name]!
  const known = Object.keys(formats)
  const near = nearest(name, known)
  throw new UsageError(
    `unknown format '${name}'; ` +
      (near.length > 0 ? `did you mean ${near.join(', ')}?` : `there are ${known.join(', ')}`),
  )
}

async function open(id: string, options: ExportOptions): Promise<OpenedWeights> {
  const { weights, format, heads = false } = options
  const build = given(options)
  if (weights !== undefined) return openWeights(id, weights, { build, heads, matching: matchingOf(options) })
  if (format === 'pytorch') {
    const net = buildNetwork(id, build, heads)
    return { network: id, options: build, net, weights: new Map(), scheme: 'cnn', variant: {} }
  }
  throw new UsageError(`required option '--weights <source>' not specified; only pytorch may go without, to be trained`)
}

async function write(out: string, files: ReturnType<Format>): Promise<string> {
  if (!('' in files))
    await makeFolder(out).catch((error: unknown) => {
      throw cannotWrite(out, error)
    })
  let size = 0
  for (const [name, content] of Object.entries(files)) {
    const written = Buffer.from(content as Uint8Array)
    await replace(name === '' ? out : join(out, name), written)
    size += written.length
  }
  return `${out}: ${formatBytes(size)}\n`
}
