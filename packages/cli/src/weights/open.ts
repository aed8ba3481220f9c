/** @file What `--weights` names: which network it is of, and that network's weights out of any format. */

import { readFile } from 'node:fs/promises'
import { messageOf, printable, type Network, type Weights } from '@cnn/shapes'
import { fitNetwork, hashedWeights, readNameMap, type MatchOptions, type TrainedFor, type Variant } from '@cnn/weights'
import type { BuildOptions } from '@cnn/zoo'
import { UsageError } from '../terminal/usage.ts'
import { chooseSet, withHelp } from './mending.ts'
import { buildNetwork, withHeads } from './network.ts'
import { explained, readSource } from './source.ts'
import { say } from '../terminal/print.ts'

// Public API

export interface OpenedWeights {
  /** Id of the network: the one that was asked for, or its variant that the weights are of. */
  readonly network: string
  /** Of its builder. */
  readonly options: BuildOptions
  readonly net: Network
  readonly weights: Weights
  /** Whose names the tensors had. */
  readonly scheme: string
  /** Among the options, what had to be told since these weights are of another graph than the usual one. */
  readonly variant: Variant
  /** What the file itself says, if `cnn train` wrote it. */
  readonly own?: TrainedFor
  /** The data set that the file names, as those that come with this do. */
  readonly dataset?: string
}

/** Which tensors of a file are the network's, where that cannot be told from their names: as the user typed it. */
export interface Matching {
  readonly state?: string
  /** The path of a file with names. */
  readonly map?: string
  readonly byOrder?: boolean
}

/** Of all that was typed. An option that is absent is not one that is undefined. */
export const matchingOf = ({ state, map, byOrder }: Matching): Matching => ({
  ...(state !== undefined && { state }),
  ...(map !== undefined && { map }),
  ...(byOrder !== undefined && { byOrder }),
})

export interface WeightsOptions {
  /** Of the builder. */
  readonly build?: BuildOptions
  /** With the heads that only training uses. */
  readonly heads?: boolean
  readonly matching?: Matching
}

/** Throws UsageError for what does not exist, cannot be read, or is not the network's. */
export async function openWeights(
  id: string,
  source: string,
  { build = {}, heads = false, matching = {} }: WeightsOptions = {},
): Promise<OpenedWeights> {
  // First, since a size that cannot be should not wait for the weights.
  const asked = buildNetwork(id, build, heads)
  if (source === 'random')
    return { network: id, options: build, net: asked, weights: hashedWeights(asked), scheme: 'cnn', variant: {} }
  const how = await matchOptions(matching)
  const { network, checkpoint, own } = await readSource(id, source)
  if (network !== id) say(`note: ${source} holds the weights of ${network}, which is computed in place of ${id}\n`)
  return explained(source, () => {
    const { notes, sets, scheme, ...fitted } = withHelp(() =>
      fitNetwork<BuildOptions>((options) => buildNetwork(network, options, heads), checkpoint, {
        ...how,
        told: { ...own?.build, ...build },
        whole: (options) => withHeads(network, options),
      }),
    )
    const more = sets.length > 1 && matching.state === undefined ? [chooseSet] : []
    for (const note of [...notes, ...more]) say(`note: ${printable(`${source}: ${note}`, 1000)}\n`)
    const { dataset } = checkpoint.metadata
    const about = { ...(own && { own }), ...(dataset !== undefined && { dataset }) }
    return { network, ...fitted, scheme: scheme.id, ...about }
  })
}

// Implementation

async function matchOptions({ map, ...others }: Matching): Promise<MatchOptions> {
  if (map === undefined) return others
  if (others.byOrder) throw new UsageError('--by-order takes no names; leave out --map or --by-order')
  const text = await readFile(map, 'utf8').catch((error: unknown) => {
    throw new UsageError(`--map ${map} cannot be read: ${messageOf(error)}`)
  })
  return { ...others, map: await explained(`--map ${map}`, () => readNameMap(text)) }
}
