/** @file Labelled images in memory. */

import { CnnError, printable } from '@cnn/shapes'

/** Images of one size as bytes, pixel by pixel: [count, height, width, channels]. */
export interface Images {
  readonly count: number
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly pixels: Uint8Array
  /** The class of each image, from 0. */
  readonly labels: Uint8Array
  readonly classes: readonly string[]
}

/** Per channel, on values from 0 to 1. */
export interface Normalisation {
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
}

/** A data set that is not there, or is not what it should be. */
export class DataError extends CnnError {
  override name = 'DataError'

  constructor(message = '', options?: ErrorOptions) {
    super(printable(message, 4000), options)
  }
}

/** One after the other. Throws DataError where there are none. */
export function joinImages(parts: readonly Images[]): Images {
  const [first] = parts
  if (!first) throw new DataError('there are no images')
  if (parts.length === 1) return first
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  const pixels = new Uint8Array(parts.reduce((sum, part) => sum + part.pixels.length, 0))
  const labels = new Uint8Array(count)
  let at = 0
  for (const part of parts) {
    pixels.set(part.pixels, at * (first.pixels.length / first.count))
    labels.set(part.labels, at)
    at += part.count
  }
  return { ...first, count, pixels, labels }
}

/**
 * Images `from` to `to` (not included) as a network wants them: [to − from, height, width, channels]. See
 * `normalisePixels`.
 */
export function normalise(
  images: Images,
  normalisation: Normalisation,
  from = 0,
  to = images.count,
): Float32Array<ArrayBuffer> {
  if (!(from >= 0 && from <= to && to <= images.count))
    throw new DataError(`images ${from} to ${to} of ${images.count} do not exist`)
  const each = images.height * images.width * images.channels
  return normalisePixels(images.pixels.subarray(from * each, to * each), images.channels, normalisation)
}

/** (value / 255 − mean) / deviation of each channel; of any number of pixels, in the order given. */
export function normalisePixels(
  pixels: Uint8Array | Float32Array,
  channels: number,
  { mean, deviation }: Normalisation,
): Float32Array<ArrayBuffer> {
  if (mean.length !== channels || deviation.length !== channels)
    throw new DataError(
      `means and deviations are of ${mean.length} and ${deviation.length} channels; the images have ${channels}`,
    )
  const result = new Float32Array(pixels.length)
  for (let channel = 0; channel < channels; channel++) {
    const scale = 1 / (255 * deviation[channel]!)
    const shift = mean[channel]! / deviation[channel]!
    for (let i = channel; i < pixels.length; i += channels) result[i] = pixels[i]! * scale - shift
  }
  return result
}
