/** @file Weights out of the visitor's files, of any format, as the safetensors that a task reads. The page loads this when there are files. */

import type { Preprocessing } from '@cnn/data'
import { select } from '@cnn/shapes'
import { findScheme, fitWeights, fromFiles, publisherOf, readWeights, usualSteps, writeSafetensors } from '@cnn/weights'
import { zoo, type BuildOptions } from '@cnn/zoo'

// Public API

export interface OwnWeights {
  /** Of a safetensors file with the network's own names; to be revoked. */
  readonly url: string
  readonly preprocessing: Preprocessing
}

/** Loads the reader that the files need, and no other. Rejects, saying what does not fit, for weights of another network. */
export async function ownWeights(files: Iterable<File>, network: string, options: BuildOptions): Promise<OwnWeights> {
  // With auxiliary heads, which a checkpoint may hold.
  const whole = zoo.find(({ id }) => id === network)!.build(options)
  const net = select(whole, 'logits')
  const { weights: given } = await readWeights(await fromFiles(files))
  const scheme = findScheme(net, given)
  const file = writeSafetensors(fitWeights(net, given, scheme, whole))
  return {
    url: URL.createObjectURL(new Blob([file])),
    preprocessing: publisherOf(network, scheme.id)?.preprocessing ?? usualSteps(net.input.shape[0]),
  }
}
