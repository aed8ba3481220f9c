/** @file The options that say which network a command is about, and the network that they say. */

import { select, ShapeError, type Network } from '@cnn/shapes'
import { InvalidArgumentError, type Command } from 'commander'
import { findNetwork } from './nearest.ts'
import { parseWhole, UsageError } from './usage.ts'

// Public API

export interface BuildOptions {
  readonly size?: number
  readonly classes?: number
  readonly heads?: boolean
}

export const addBuildOptions = (command: Command): Command =>
  command
    .argument('<id>', 'a network of `cnn list`')
    .option('--size <pixels>', "height and width of the image (default: the paper's)", whole)
    .option('--classes <number>', "units of the last layer (default: the paper's)", whole)
    .option('--heads', 'with auxiliary heads, which only training uses')

/** The network that the user asks for. Throws UsageError if there is none of that id, or it cannot be built so. */
export function buildNetwork(id: string, { size, classes, heads }: BuildOptions): { readonly paper: string; readonly net: Network } {
  const { paper, build } = findNetwork(id)
  try {
    // An absent option is not one that is undefined.
    const net = build({ ...(size !== undefined && { size }), ...(classes !== undefined && { classes }) })
    return { paper, net: heads ? net : select(net, 'logits') }
  } catch (error) {
    throw error instanceof ShapeError ? new UsageError(`${id} cannot be built so: ${error.message}`) : error
  }
}

/** For Commander: a whole number of at least 1. */
export function whole(text: string): number {
  const value = parseWhole(text, 1)
  if (value === undefined) throw new InvalidArgumentError('It must be a whole number of at least 1.')
  return value
}
