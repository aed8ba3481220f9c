/** @file What weights that `cnn train` wrote say of themselves, so that they are used as they were trained and nobody has to remember how. */

import type { Steps } from './catalogue/published.ts'
import { tell, type Checkpoint } from './checkpoint.ts'
import { FormatError } from './format-error.ts'

// Public API

export interface TrainedFor {
  /** Id in @cnn/zoo. */
  readonly network: string
  /** What its builder was given. */
  readonly build: { readonly size?: number; readonly channels?: number; readonly classes: number }
  /** Names of the classes, in the order of the logits. */
  readonly labels: readonly string[]
  /** From a photo to the network's input; absent for grey images. */
  readonly steps?: Steps
}

/** As metadata for `writeSafetensors`. */
export const tellTrainedFor = (about: TrainedFor): Record<string, string> => ({ [key]: JSON.stringify(about) })

/** Undefined where the file does not say, or was trained for another network. Throws FormatError where it says what cannot be. */
export function readTrainedFor({ metadata }: Pick<Checkpoint, 'metadata'>, network: string): TrainedFor | undefined {
  const text = metadata[key]
  if (text === undefined) return undefined
  const { network: theirs, build, labels, steps } = parse(text)
  if (theirs !== network) return undefined
  if (!isBuild(build)) throw wrong('build', build, 'a size, channels and classes, whole numbers of at most 10,000')
  if (!(Array.isArray(labels) && labels.length === build.classes && labels.every((label) => typeof label === 'string')))
    throw wrong('labels', labels, `the names of ${build.classes} classes`)
  if (steps !== undefined && !isSteps(steps)) throw wrong('steps', steps, 'the steps from a photo to the input')
  const { size, channels, classes } = build
  return {
    network,
    build: { classes, ...(size !== undefined && { size }), ...(channels !== undefined && { channels }) },
    labels,
    ...(steps && { steps }),
  }
}

// Implementation

const key = 'trained_for'

const wrong = (what: string, value: unknown, right: string): FormatError =>
  new FormatError(`the file's metadata '${key}' give ${tell(value)} as ${what}; that must be ${right}`)

type Fields = Readonly<Record<string, unknown>>

function parse(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
  } catch {
    // Told below, as for JSON that is no object.
  }
  throw new FormatError(`the file's metadata '${key}' are no JSON object: ${tell(text)}`)
}

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

/** No image is larger and no network has more classes; a stranger's file shall not make us build or resize without bounds. */
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 10_000

const isBuild = (value: unknown): value is TrainedFor['build'] =>
  isObject(value) && isCount(value['classes']) && [value['size'], value['channels']].every((count) => count === undefined || isCount(count))

const isTriple = (value: unknown, fits: (one: number) => boolean): boolean =>
  Array.isArray(value) && value.length === 3 && value.every((one) => Number.isFinite(one) && fits(one as number))

const isSteps = (value: unknown): value is Steps =>
  isObject(value) &&
  isCount(value['resize']) &&
  isCount(value['crop']) &&
  ['bilinear', 'bicubic'].includes(value['interpolation'] as string) &&
  ['RGB', 'BGR'].includes(value['channels'] as string) &&
  [1, 255].includes(value['white'] as number) &&
  isTriple(value['mean'], () => true) &&
  isTriple(value['deviation'], (one) => one > 0)
