import { ShapeError } from '@cnn/shapes'

/**
 * That share of the filters, for a slimmer network of one family: even, so that two towers can share them, and at least
 * 2. Throws ShapeError for a width that is not above 0.
 */
export function widen(filters: number, width: number): number {
  if (!(width > 0)) throw new ShapeError(`width is ${width}; it must be above 0`)
  return width === 1 ? filters : Math.max(2, 2 * Math.round((filters * width) / 2))
}
