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
  readNameMap,
  readTrainedFor,
  readWeights,
  stepsFor,
  UnmatchedError,
  usualSteps,
  writeSafetensors,
  type MatchOptions,
  type Mending,
} from '@cnn/weights'
import { zoo, type BuildOptions, type Entry } from '@cnn/zoo'
import { WeightsProblem, type By, type Matching } from './matching.ts'

// Public API

export interface OwnWeights {
  /** Of a safetensors file with the network's own names; to be revoked. */
  readonly url: string
  /** What the network has to be built with: other classes than it usually has, if the file tells so. */
  readonly options: BuildOptions
  readonly preprocessing: Preprocessing
  /** Names of its classes, where the file tells them. */
  readonly labels?: readonly string[]
  /** What was chosen or left out, a sentence each. */
  readonly notes: readonly string[]
  /** Names of the sets of tensors that fit, the one that was taken first, where the files hold several. */
  readonly sets: readonly string[]
}

/**
 * Loads the reader that the files need, and no other. Rejects, saying what does not fit, for weights of another
 * network: with WeightsProblem, where the visitor may choose what mends it.
 */
export async function ownWeights(files: Iterable<File>, network: string, matching: Matching): Promise<OwnWeights> {
  const how = await matchOptions(matching)
  const checkpoint = await readWeights(await fromFiles(files))
  const own = readTrainedFor(checkpoint, network)
  const { build } = zoo.find(({ id }) => id === network)!
  const { net, options, weights, scheme, notes, sets } = explained(() =>
    fitNetwork<BuildOptions>((told) => build({ ...told, heads: false }), checkpoint, {
      ...how,
      ...(own && { told: own.build }),
      whole: wholeOf(build),
    }),
  )
  if (own) checkSteps(own, net)
  const file = writeSafetensors(weights)
  const known = own?.steps ?? publisherOf(network, scheme.id)?.preprocessing
  return {
    url: URL.createObjectURL(new Blob([file])),
    options,
    notes,
    sets,
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

async function matchOptions({ set, by, map }: Matching): Promise<MatchOptions> {
  return {
    ...(set !== undefined && { state: set }),
    ...(by === 'order' && { byOrder: true }),
    ...(by === 'map' && map && { map: readNameMap(await map.text()) }),
  }
}

function explained<T>(fit: () => T): T {
  try {
    return fit()
  } catch (error) {
    if (!(error instanceof UnmatchedError)) throw error
    const { sets, names } = error.mending
    throw new WeightsProblem(error.message, { sets, ways: names.map((way) => ways[way]) })
  }
}

const ways: Readonly<Record<Mending['names'][number], By>> = { byOrder: 'order', map: 'map' }
