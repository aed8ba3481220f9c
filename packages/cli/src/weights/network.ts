/** @file The network that the user names. */

import type { Sides } from '@cnn/data'
import { ShapeError, type Network } from '@cnn/shapes'
import { zoo, type BuildOptions, type Entry } from '@cnn/zoo'
import { nearest } from '../terminal/nearest.ts'
import { UsageError } from '../terminal/usage.ts'

/** The network of that id in the zoo. */
export function findNetwork(id: string): Entry {
  const entry = zoo.find((known) => known.id === id)
  if (entry) return entry
  const near = nearest(
    id,
    zoo.map((known) => known.id),
  )
  const meant = near.length > 0 ? `did you mean ${near.join(', ')}? ` : ''
  throw new UsageError(`unknown network '${id}'; ${meant}\`cnn list\` shows all`)
}

/** With the heads that only training uses, or `logits` alone. Throws UsageError for what cannot be built so. */
export function buildNetwork(id: string, options: BuildOptions, heads: boolean): Network {
  try {
    return findNetwork(id).build({ ...options, heads })
  } catch (error) {
    throw error instanceof ShapeError ? new UsageError(`${id} cannot be built so: ${error.message}`) : error
  }
}

/**
 * At the usual size, for the names of heads that a checkpoint may hold. Throws ShapeError where that is too small to
 * have them.
 */
export function withHeads(id: string, options: BuildOptions): Network {
  const { size: _, ...others } = options
  return findNetwork(id).build({ ...others, heads: true })
}

/** What the builder is told. An option that is absent is not one that is undefined. */
export const given = ({ size, channels, classes }: Given): BuildOptions => ({
  ...(size !== undefined && { size }),
  ...(channels !== undefined && { channels }),
  ...(classes !== undefined && { classes }),
})

/** As the user typed it. */
export interface Given {
  readonly size?: Sides
  readonly channels?: number
  readonly classes?: number
}
