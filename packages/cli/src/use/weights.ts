/** @file What `--weights` names: which network it is of, and that network's weights out of any format. */

import { select, ShapeError, WeightsError, type Network, type Weights } from '@cnn/shapes'
import { catalogue, findScheme, fitWeights, FormatError, hashedWeights, readWeights, SourceError, trained } from '@cnn/weights'
import { fromSource } from '@cnn/weights/node'
import type { BuildOptions } from '@cnn/zoo'
import { findNetwork } from '../nearest.ts'
import { formatMebibytes } from '../units.ts'
import { UsageError } from '../usage.ts'
import { ProgressLine } from './progress.ts'

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
}

export interface WeightsOptions {
  /** Of the builder. */
  readonly build?: BuildOptions
  /** With the heads that only training uses. */
  readonly heads?: boolean
}

/** Throws UsageError for what does not exist, cannot be read, or is not the network's. */
export async function openWeights(id: string, source: string, { build = {}, heads = false }: WeightsOptions = {}): Promise<OpenedWeights> {
  const { network, location } = locate(id, source)
  const whole = buildNetwork(network, build, true)
  const net = heads ? whole : select(whole, 'logits')
  if (source === 'random') return { network, options: build, net, weights: hashedWeights(net), scheme: 'cnn' }
  const line = new ProgressLine()
  const onProgress = (loaded: number, total?: number) =>
    line.show(`${formatMebibytes(loaded)}${total === undefined ? '' : ` of ${formatMebibytes(total)}`} of ${source}`)
  try {
    const sha256 = catalogue.find(({ url }) => url === location)?.sha256
    const files = await fromSource(location, { onProgress, ...(sha256 !== undefined && { sha256 }) })
    const given = (await readWeights(files)).weights
    const scheme = findScheme(net, given)
    return { network, options: build, net, weights: fitWeights(net, given, scheme, whole), scheme: scheme.id }
  } catch (error) {
    const known = error instanceof SourceError || error instanceof FormatError || error instanceof WeightsError
    throw known ? new UsageError(`${source}: ${error.message}`) : error
  } finally {
    line.end()
  }
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

// Implementation

function locate(id: string, source: string): { readonly network: string; readonly location: string } {
  findNetwork(id)
  if (source !== 'trained') return { network: ownerOf(id, source), location: source }
  const found = trained.find(({ network }) => network === id)
  if (!found) throw new UsageError(`${id} was not trained here; ${trained.map(({ network }) => network).join(' and ')} were`)
  return { network: id, location: found.url.href }
}

/**
 * The network that the catalogue has this address for. ResNet v1's weights have the shapes of v1.5, and would be taken without a word for
 * a network that they are wrong for: whoever asks for `resnet50` with weights of `resnet50-v1` gets the latter, and is told so.
 */
function ownerOf(id: string, source: string): string {
  const owners = catalogue.filter(({ url }) => url === source).map(({ network }) => network)
  // A fully convolutional network takes the weights of the one with dense layers.
  if (owners.length === 0 || owners.includes(id.replace(/-fcn$/, ''))) return id
  const [variant, ...others] = owners.filter((owner) => owner.startsWith(`${id}-`))
  if (variant === undefined || others.length > 0)
    throw new UsageError(`${source} holds the weights of ${owners.join(', ')}, not of ${id}; name ${owners.join(' or ')} as the network`)
  process.stderr.write(`note: ${source} holds the weights of ${variant}, which is computed in place of ${id}\n`)
  return variant
}
