/** @file What `--weights` names: which network it is of, and that network's weights out of any format. */

import { select, ShapeError, type Network, type Weights } from '@cnn/shapes'
import { findScheme, fitWeights, hashedWeights, type TrainedFor } from '@cnn/weights'
import type { BuildOptions } from '@cnn/zoo'
import { findNetwork } from '../nearest.ts'
import { UsageError } from '../usage.ts'
import { explained, readSource } from './read-source.ts'

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
  /** What the file itself says, if `cnn train` wrote it. */
  readonly own?: TrainedFor
}

export interface WeightsOptions {
  /** Of the builder. */
  readonly build?: BuildOptions
  /** With the heads that only training uses. */
  readonly heads?: boolean
}

/** Throws UsageError for what does not exist, cannot be read, or is not the network's. */
export async function openWeights(id: string, source: string, { build = {}, heads = false }: WeightsOptions = {}): Promise<OpenedWeights> {
  // First, since a size that cannot be should not wait for the weights.
  const asked = buildNetwork(id, build, heads)
  if (source === 'random') return { network: id, options: build, net: asked, weights: hashedWeights(asked), scheme: 'cnn' }
  const { network, checkpoint, own } = await readSource(id, source)
  if (network !== id) process.stderr.write(`note: ${source} holds the weights of ${network}, which is computed in place of ${id}\n`)
  const options = { ...own?.build, ...build }
  const whole = buildNetwork(network, options, true)
  const net = heads ? whole : select(whole, 'logits')
  return explained(source, () => {
    const scheme = findScheme(net, checkpoint.weights)
    const weights = fitWeights(net, checkpoint.weights, scheme, whole)
    return { network, options, net, weights, scheme: scheme.id, ...(own && { own }) }
  })
}

/** With the heads that only training uses, or `logits` alone. Throws UsageError for what cannot be built so. */
export function buildNetwork(id: string, options: BuildOptions, heads: boolean): Network {
  try {
    const whole = findNetwork(id).build(options)
    return heads ? whole : select(whole, 'logits')
  } catch (error) {
    throw error instanceof ShapeError ? new UsageError(`${id} cannot be built so: ${error.message}`) : error
  }
}
