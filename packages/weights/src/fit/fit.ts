/**
 * @file A publisher's weights as those of a network: found, renamed, in its layout, with its batch norms' constants.
 */

import { weights as weightsOf, type Network, type Weights } from '@cnn/shapes'
import type { Checkpoint } from '../checkpoint.ts'
import type { Scheme } from '../renaming/scheme.ts'
import { checkVariant } from '../variant.ts'
import { adapt } from './adapt.ts'
import { choose } from './choose.ts'
import { checked } from './complain.ts'
import { match, type MatchOptions } from './match.ts'
import { UnmatchedError } from './unmatched.ts'

/** How tensors of a file find their places. */
export interface FitOptions extends MatchOptions {
  /** Where the network is a part of it, `select(whole, 'logits')`: what only its other outputs use is left out. */
  readonly whole?: Network
}

/** A file's tensors as the network's weights. */
export interface Fitted {
  readonly weights: Weights
  /** By which they were renamed. */
  readonly scheme: Scheme
  /** What was chosen or left out, a sentence each. */
  readonly notes: readonly string[]
  /** Names of all sets of tensors that fit, for `state`, where a file holds several; '' is the outermost. */
  readonly sets: readonly string[]
}

/**
 * The network's weights out of a checkpoint: of the set of tensors, the prefix of names and the scheme of names that
 * fit best, for ONNX by where the tensors stand in the graph. Throws UnmatchedError that lists what is missing, left
 * over or of another shape, with the nearest names, or where several sets fit and none is told apart; FormatError if
 * two tensors get one name.
 */
export function fitCheckpoint(net: Network, checkpoint: Checkpoint, options: FitOptions = {}): Fitted {
  const { whole = net } = options
  const known = new Set(weightsOf(whole).map(({ name }) => name))
  const { named, scheme, notes, sets, problem, ...doubts } = match(net, checkpoint, options)
  if (problem !== undefined) throw new UnmatchedError(problem, doubts.mending)
  checkVariant(net, scheme, checkpoint.graph)
  const { fitted, folded } = adapt(net, named, scheme, known)
  const weights = checked(net, fitted, doubts)
  const unfolded = folded > 0 ? [`${folded} batch norms had been folded into the layers before them`] : []
  return { weights, scheme, notes: [...notes, ...unfolded], sets }
}

/** The same of tensors alone. */
export const fitWeights = (net: Network, given: Weights, scheme?: Scheme, whole: Network = net): Weights =>
  fitCheckpoint(net, { weights: given, metadata: {}, skipped: [] }, { whole, ...(scheme && { scheme }) }).weights

/** The scheme by which most of the network's tensors get their names. */
export const findScheme = (net: Network, given: Weights): Scheme =>
  choose(weightsOf(net), { weights: given, metadata: {}, skipped: [] }).scheme
