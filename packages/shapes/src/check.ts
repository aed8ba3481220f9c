/**
 * @file What an operation asks of its options and inputs; each throws ShapeError. Types say it too, but not of JSON and
 * not to JavaScript.
 */

import { ShapeError, type FeatureMap, type Shape } from './shape.ts'

/** Throws unless `value` is a whole number of at least `least`. */
export function whole(value: number, what: string, least: number): number {
  if (!Number.isSafeInteger(value) || value < least)
    throw new ShapeError(`${what} is ${value}; it must be a whole number of at least ${least}`)
  return value
}

/** Throws unless `value` is a number that is neither NaN nor infinite. */
export function finite(value: number, what: string): void {
  if (!Number.isFinite(value)) throw new ShapeError(`${what} is ${value}; it must be a finite number`)
}

/** Throws unless `value` is a finite number of at least 0. */
export function notNegative(value: number, what: string): void {
  if (!Number.isFinite(value) || value < 0)
    throw new ShapeError(`${what} is ${value}; it must be a finite number of at least 0`)
}

/** Throws unless the shape is that of a feature map. */
export function featureMap(shape: Shape | undefined): FeatureMap {
  if (shape?.length !== 3)
    throw new ShapeError('it takes a feature map [height, width, channels]; put it before flatten or globalAveragePool')
  return shape
}
