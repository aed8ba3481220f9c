/** @file The file that `--weights` names, read as what it is. */

import { formatBytes, WeightsError } from '@cnn/shapes'
import { urls } from '@cnn/trained/all'
import {
  catalogue,
  FormatError,
  readTrainedFor,
  readWeights,
  SourceError,
  type Checkpoint,
  type TrainedFor,
} from '@cnn/weights'
import { fromSource } from '@cnn/weights/node'
import { ProgressLine } from '../terminal/progress.ts'
import { UsageError } from '../terminal/usage.ts'
import { findNetwork } from './network.ts'

// Public API

export interface ReadSource {
  /** Id of the network: the one that was asked for, or its variant that the weights are of. */
  readonly network: string
  readonly checkpoint: Checkpoint
  /** What the file itself says, if `cnn train` wrote it for this network. */
  readonly own?: TrainedFor
}

/** Throws UsageError for what does not exist or cannot be read. */
export async function readSource(id: string, source: string): Promise<ReadSource> {
  const { network, location } = locate(id, source)
  const line = new ProgressLine()
  const onProgress = (loaded: number, total?: number) =>
    line.show(`${formatBytes(loaded)}${total === undefined ? '' : ` of ${formatBytes(total)}`} of ${source}`)
  try {
    return await explained(source, async () => {
      const sha256 = catalogue.find(({ url }) => url === location)?.sha256
      const checkpoint = await readWeights(
        await fromSource(location, { onProgress, ...(sha256 !== undefined && { sha256 }) }),
      )
      const own = readTrainedFor(checkpoint, network)
      return { network, checkpoint, ...(own && { own }) }
    })
  } finally {
    line.end()
  }
}

export const ofOthers = (id: string, source: string, owners: readonly string[]): UsageError =>
  new UsageError(
    `${source} holds the weights of ${owners.join(', ')}, not of ${id}; name ${owners.join(' or ')} as the network`,
  )

/** What is wrong with weights as a UsageError that names them. */
export async function explained<T>(source: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const known = error instanceof SourceError || error instanceof FormatError || error instanceof WeightsError
    throw known
      ? new UsageError(error.message.startsWith(source) ? error.message : `${source}: ${error.message}`)
      : error
  }
}

// Implementation

function locate(id: string, source: string): { readonly network: string; readonly location: string } {
  findNetwork(id)
  if (source !== 'trained') return { network: ownerOf(id, source), location: source }
  const url = urls.get(id)
  if (!url) throw new UsageError(`${id} was not trained here; ${[...urls.keys()].join(', ')} were`)
  return { network: id, location: url.href }
}

/**
 * The network that the catalogue has this address for. ResNet v1's weights have the shapes of v1.5, and would be taken
 * without a word for a network that they are wrong for: whoever asks for `resnet50` with weights of `resnet50-v1` gets
 * the latter, and is told so.
 */
function ownerOf(id: string, source: string): string {
  const owners = catalogue.filter(({ url }) => url === source).map(({ network }) => network)
  // A fully convolutional network takes the weights of the one with dense layers.
  if (owners.length === 0 || owners.includes(id.replace(/-fcn$/, ''))) return id
  const [variant, ...others] = owners.filter((owner) => owner.startsWith(`${id}-`))
  if (variant === undefined || others.length > 0) throw ofOthers(id, source, owners)
  return variant
}
