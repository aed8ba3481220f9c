/**
 * @file A checkpoint as the network that it is of: with the classes, the channels and the variant that its own tensors
 * tell.
 */

import { ShapeError, weights as weightsOf, type Network, type Node, type Tensor, type Weights } from '@cnn/shapes'
import type { Checkpoint } from '../checkpoint.ts'
import type { Variant } from '../renaming/scheme.ts'
import { variantOf } from '../variant.ts'
import { fitCheckpoint, type Fitted } from './fit.ts'
import { match, type MatchOptions } from './match.ts'

// Public API

/** What the builders of @cnn/zoo take, as far as weights tell. */
export interface Told extends Variant {
  readonly classes?: number
  readonly channels?: number
}

/** How a network is chosen for the weights of a file. */
export interface NetworkOptions<Options> extends MatchOptions {
  /** What the builder is told in any case; weights of other classes are then refused. */
  readonly told?: Options
  /** The network with the outputs that a checkpoint may have besides; there are none where it throws ShapeError. */
  readonly whole?: (options: Options & Told) => Network
}

/** A network and the weights that fit it. */
export interface FittedNetwork<Options> extends Fitted {
  readonly net: Network
  /** What its builder was told. */
  readonly options: Options & Told
  /** Of these, what the weights told. */
  readonly variant: Variant
}

/**
 * Whoever trains a network for classes of their own changes its last layer; the weights are then of a network with as
 * many classes. Throws as `fitCheckpoint` does, and what the builder throws.
 */
export function fitNetwork<Options extends Told>(
  build: (options: Options & Told) => Network,
  checkpoint: Checkpoint,
  { told = {} as Options, whole, ...how }: NetworkOptions<Options> = {},
): FittedNetwork<Options> {
  const usual = build(told)
  const { named, scheme } = match(usual, checkpoint, how)
  const variant = variantOf(checkpoint, scheme)
  const sizes = { ...classesOf(usual, named), ...channelsOf(usual, { named, layout: scheme.layout }) }
  const options = { ...sizes, ...told, ...variant }
  const net = build(options)
  const fitted = fitCheckpoint(net, checkpoint, { ...how, whole: unlessTooSmall(() => whole?.(options)) ?? net })
  return { ...fitted, notes: [...toldNotes(usual, net), ...fitted.notes], net, options, variant }
}

// Implementation

function unlessTooSmall<T>(build: () => T): T | undefined {
  try {
    return build()
  } catch (error) {
    if (error instanceof ShapeError) return undefined
    throw error
  }
}

/**
 * Of the layer that gives the logits, whose bias has one value for each class; without a bias, its weights are
 * [classes, inputs], or turned.
 */
function classesOf(net: Network, named: Weights): Pick<Told, 'classes'> {
  const output = net.outputs['logits']
  const own = output && ownerBefore(net, output)
  const units = output?.shape.at(-1)
  const known = weightsOf(net).filter(({ node }) => node === own)
  const weight = known.find(({ shape }) => shape.length > 1 && shape[0] === units)
  if (!own || !weight) return {}
  const bias = named.get(`${own.name}.bias`)?.shape
  const theirs = named.get(weight.name)?.shape
  const inputs = weight.shape[1]
  const classes = bias?.length === 1 ? bias[0] : theirs?.[0] === inputs ? theirs?.at(-1) : theirs?.[0]
  return classes !== undefined && classes > 0 && classes !== units ? { classes } : {}
}

interface Found {
  readonly named: ReadonlyMap<string, Tensor>
  readonly layout: 'OIHW' | 'HWIO'
}

/** Of the first convolution's kernels. */
function channelsOf(net: Network, { named, layout }: Found): Pick<Told, 'channels'> {
  const first = net.nodes.find(({ kind }) => kind === 'conv')
  if (!first || (first.attrs as { readonly groups: number }).groups > 1) return {}
  const theirs = named.get(`${first.name}.weight`)?.shape
  const channels = theirs?.length === 4 ? theirs[layout === 'HWIO' ? 2 : 1]! : net.input.shape[2]
  return channels > 0 && channels <= 64 && channels !== net.input.shape[2] ? { channels } : {}
}

/** The last layer with weights before a value that has one source. */
function ownerBefore(net: Network, node: Node): Node | undefined {
  const owners = new Set(weightsOf(net).map((weight) => weight.node))
  let at: Node | undefined = node
  while (at && !owners.has(at)) at = at.inputs.length === 1 ? at.inputs[0] : undefined
  return at
}

function toldNotes(usual: Network, net: Network): string[] {
  const classes = (of: Network) => of.outputs['logits']?.shape.at(-1)
  const [before, after] = [usual.input.shape[2], net.input.shape[2]]
  return [
    ...(classes(usual) === classes(net) ? [] : [`the weights know ${classes(net)} classes, not ${classes(usual)}`]),
    ...(before === after
      ? []
      : [`the weights take images of ${after} channel${after === 1 ? '' : 's'}, not ${before}`]),
  ]
}
