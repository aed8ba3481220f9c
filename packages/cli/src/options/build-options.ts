/** @file The options that say how a network is built. */

import type { Network } from '@cnn/shapes'
import type { Command } from 'commander'
import { buildNetwork, given, type Given } from '../weights/network.ts'
import { sides, whole } from './whole.ts'

export interface BuildOptions extends Given {
  readonly heads?: boolean
}

export const addBuildOptions = (command: Command): Command =>
  addImageOptions(command.argument('<id>', 'a network of `cnn list`'), "the paper's")
    .option('--classes <number>', "units of the last layer (default: the paper's)", whole)
    .option('--heads', 'with auxiliary heads, which only training uses')

/** Options for the image that the network is given. */
export const addImageOptions = (command: Command, usual: string): Command =>
  command
    .option('--size <pixels>', `height and width of the image, 256 or 224x320 (default: ${usual})`, sides)
    .option('--channels <number>', `of the image, 1 for grey (default: ${usual})`, whole)

/** Throws UsageError if there is no network of that id, or it cannot be built so. */
export const networkOf = (id: string, options: BuildOptions): Network =>
  buildNetwork(id, given(options), options.heads ?? false)
