/** @file Weights that a run begins with. */

import { select, weights as weightsOf, WeightsError, type Network, type OwnedWeight, type Weights } from '@cnn/shapes'
import { initialise, type Initialisation } from '@cnn/tfjs'
import { fitCheckpoint, FormatError } from '@cnn/weights'
import type { BuildOptions, Entry } from '@cnn/zoo'
import { explained, ofOthers, readSource } from '../weights/source.ts'
import { say } from '../terminal/print.ts'

// Public API

export interface Start {
  readonly net: Network
  /** What `net` was built with. */
  readonly options: BuildOptions
  readonly seed: number
  readonly init?: Initialisation | undefined
}

/**
 * Those of `source`. Where they are for another number of classes, or for inference alone, the layers that tell the
 * classes apart and the auxiliary heads begin anew, as `seed` has them: learning is passed on from one task to another.
 * Throws UsageError for what cannot be read or is not the network's.
 */
export async function startingWeights(
  { id, build }: Entry,
  source: string,
  { net, options, seed, init }: Start,
): Promise<Weights> {
  const { network, checkpoint, own } = await readSource(id, source)
  if (network !== id) throw ofOthers(id, source, [network])
  const classes = own?.build.classes ?? build().outputs['logits'].shape.at(-1)!
  const theirs = build({ ...options, classes })
  for (const whole of [net, theirs])
    for (const part of [whole, select(whole, 'logits')]) {
      const found = attempt(() => fitCheckpoint(part, checkpoint, { whole }).weights)
      if (found) return completed(found, net, { source, seed, init })
    }
  return explained(source, () => fitCheckpoint(theirs, checkpoint).weights)
}

// Implementation

function attempt(fit: () => Weights): Weights | undefined {
  try {
    return fit()
  } catch (error) {
    if (error instanceof WeightsError || error instanceof FormatError) return undefined
    throw error
  }
}

function completed(
  found: Weights,
  net: Network,
  { source, seed, init }: Pick<Start, 'seed' | 'init'> & { readonly source: string },
): Weights {
  const fits = ({ name, shape }: OwnedWeight) => found.get(name)?.shape.join() === shape.join()
  const all = weightsOf(net)
  const anew = new Set(all.filter((weight) => !fits(weight)).map(({ name }) => name.slice(0, name.lastIndexOf('.'))))
  if (anew.size > 0)
    say(`note: ${source} has no weights that fit ${[...anew].join(', ')}; there the network begins anew\n`)
  const fresh = initialise(net, { seed, ...(init && { by: init }) })
  return new Map(all.map((weight) => [weight.name, (fits(weight) ? found : fresh).get(weight.name)!]))
}
