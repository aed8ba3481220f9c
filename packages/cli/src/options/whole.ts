import { InvalidArgumentError } from 'commander'
import type { Sides } from '@cnn/data'
import { parseWhole } from '../terminal/usage.ts'

/** For Commander: height and width, `224` for both or `224x320`. */
export function sides(text: string): Sides {
  const [height, width = height, ...more] = text.split(/[x×]/).map((side) => parseWhole(side, 1) ?? NaN)
  if (!height || !width || more.length > 0)
    throw new InvalidArgumentError('It must be a whole number of at least 1, or height and width: 224x320.')
  return height === width ? height : [height, width]
}

/** For Commander: a whole number of at least 1. */
export function whole(text: string): number {
  const value = parseWhole(text, 1)
  if (value === undefined) throw new InvalidArgumentError('It must be a whole number of at least 1.')
  return value
}
