/** @file The options that say how a network is built, which `summary` and `plot` share. */

import type { Network } from '@cnn/shapes'
import type { Command } from 'commander'
import { buildNetwork, given } from '../weights/network.ts'
import { whole } from './whole.ts'

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

/** Throws UsageError if there is no network of that id, or it cannot be built so. */
export const networkOf = (id: string, options: BuildOptions): Network =>
  buildNetwork(id, given(options), options.heads ?? false)
