/**
 * @file What weights that `cnn train` wrote say of themselves, so that they are used as they were trained and nobody
 * has to remember how.
 */

import { heightAndWidth, type Preprocessing, type Sides } from '@cnn/data'
import { bounds, formatShape, type Network } from '@cnn/shapes'
import { tell, type Checkpoint } from './checkpoint.ts'
import { FormatError } from './format-error.ts'

// Public API

/** What weights were trained for, as the metadata of a safetensors file tell it. */
export interface TrainedFor {
  /** Id in @cnn/zoo. */
  readonly network: string
  /** What its builder was given. */
  readonly build: { readonly size?: Sides; readonly channels?: number; readonly classes: number }
  /** Names of the classes, in the order of the logits. */
  readonly labels: readonly string[]
  /**
   * From a photo to the network's input; absent in files of grey images that were written before a photo could be made
   * one.
   */
  readonly steps?: Preprocessing
}

/** As metadata for `writeSafetensors`. */
export const tellTrainedFor = (about: TrainedFor): Record<string, string> => ({ [key]: JSON.stringify(about) })

/**
 * Undefined where the file does not say. Throws FormatError where it is of another network than this one, even if all
 * its tensors fit, as ResNet's do a plain network; or where it says what cannot be. A fully convolutional network,
 * `…-fcn`, takes weights of the one with dense layers.
 */
export function readTrainedFor({ metadata }: Pick<Checkpoint, 'metadata'>, network: string): TrainedFor | undefined {
  const text = metadata[key]
  if (text === undefined) return undefined
  const { network: theirs, build, labels, steps } = parse(text)
  const its = [network, network.replace(/-fcn$/, '')].find((id) => id === theirs)
  if (its === undefined)
    throw new FormatError(
      `these weights were trained for ${tell(theirs)}, not for ${network}; name that as the network`,
    )
  if (!isBuild(build))
    throw wrong('build', build, `a size and channels, whole numbers of at most ${largest}, and classes`)
  if (!(Array.isArray(labels) && labels.length === build.classes && labels.every((label) => typeof label === 'string')))
    throw wrong('labels', labels, `the names of ${build.classes} classes`)
  if (steps !== undefined && !isSteps(steps)) throw wrong('steps', steps, 'the steps from a photo to the input')
  const { size, channels, classes } = build
  return {
    network: its,
    build: { classes, ...(size !== undefined && { size }), ...(channels !== undefined && { channels }) },
    labels,
    ...(steps && { steps }),
  }
}

/** Throws FormatError where the steps do not lead to the network's input. */
export function checkSteps({ steps }: TrainedFor, { input }: Network): void {
  if (steps && input.shape.join() !== [...heightAndWidth(steps.frame ?? steps.crop), steps.mean.length].join())
    throw wrong('steps', steps, `to the network's input of ${formatShape(input.shape)}`)
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

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Pixels: a stranger's file shall not make us build or resize without bounds. There are as many classes as labels, so
 * the file bounds them.
 */
const { wanted: largest } = bounds

const isCount = (value: unknown, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most

const isSides = (value: unknown, most: Sides): value is Sides => {
  const both = typeof value === 'number' ? [value, value] : value
  const highest = heightAndWidth(most)
  return Array.isArray(both) && both.length === 2 && both.every((side, i) => isCount(side, highest[i]!))
}

const isBuild = (value: unknown): value is TrainedFor['build'] =>
  isObject(value) &&
  isCount(value['classes'], Infinity) &&
  (value['size'] === undefined || isSides(value['size'], largest)) &&
  (value['channels'] === undefined || isCount(value['channels'], largest))

/** Of one channel to three. */
const isList = (value: unknown, fits: (one: number) => boolean): value is number[] =>
  Array.isArray(value) &&
  [1, 3].includes(value.length) &&
  value.every((one) => Number.isFinite(one) && fits(one as number))

const isSteps = (value: unknown): value is Preprocessing =>
  isObject(value) &&
  isSides(value['resize'], largest) &&
  isSides(value['crop'], value['resize']) &&
  (value['frame'] === undefined || (isSides(value['frame'], largest) && isSides(value['crop'], value['frame']))) &&
  ['bilinear', 'bicubic'].includes(value['interpolation'] as string) &&
  ['RGB', 'BGR', 'grey'].includes(value['channels'] as string) &&
  [1, 255].includes(value['white'] as number) &&
  (value['ink'] === undefined || (value['ink'] === 'bright' && value['channels'] === 'grey')) &&
  isList(value['mean'], () => true) &&
  isList(value['deviation'], (one) => one > 0) &&
  value['mean'].length === value['deviation'].length &&
  (value['mean'].length === 3 || value['channels'] === 'grey')
