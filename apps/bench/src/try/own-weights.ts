/**
 * @file Weights out of the visitor's files, of any format, as the safetensors that a task reads. The page loads this
 * when there are files.
 */

import type { Preprocessing } from '@cnn/data'
import {
  checkSteps,
  fitNetwork,
  fromFiles,
  publisherOf,
  readTrainedFor,
  readWeights,
  stepsFor,
  usualSteps,
  writeSafetensors,
} from '@cnn/weights'
import { zoo, type BuildOptions, type Entry } from '@cnn/zoo'

// Public API

export interface OwnWeights {
  /** Of a safetensors file with the network's own names; to be revoked. */
  readonly url: string
  /** What the network has to be built with: other classes than it usually has, if the file tells so. */
  readonly options: BuildOptions
  readonly preprocessing: Preprocessing
  /** Names of its classes, where the file tells them. */
  readonly labels?: readonly string[]
}

/**
 * Loads the reader that the files need, and no other. Rejects, saying what does not fit, for weights of another
 * network.
 */
export async function ownWeights(files: Iterable<File>, network: string): Promise<OwnWeights> {
  const checkpoint = await readWeights(await fromFiles(files))
  const own = readTrainedFor(checkpoint, network)
  const { build } = zoo.find(({ id }) => id === network)!
  const { net, options, weights, scheme } = fitNetwork<BuildOptions>(
    (told) => build({ ...told, heads: false }),
    checkpoint,
    { ...(own && { told: own.build }), whole: wholeOf(build) },
  )
  if (own) checkSteps(own, net)
  const file = writeSafetensors(weights)
  const known = own?.steps ?? publisherOf(network, scheme.id)?.preprocessing
  return {
    url: URL.createObjectURL(new Blob([file])),
    options,
    preprocessing: known ? stepsFor(known, net.input.shape) : usualSteps(net.input.shape),
    ...(own && { labels: own.labels }),
  }
}

// Implementation

/** With auxiliary heads, which a checkpoint may hold even where the image is too small for them. */
const wholeOf = (build: Entry['build']) => (options: BuildOptions) => {
  const { size: _, ...sizeless } = options
  return build(sizeless)
}
