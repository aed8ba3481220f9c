/** @file Weights that a run begins with. */

import { weights as weightsOf, type Network, type Weights } from '@cnn/shapes'
import { initialise } from '@cnn/tfjs'
import { fitWeights } from '@cnn/weights'
import type { BuildOptions, Entry } from '@cnn/zoo'
import { explained, readSource } from '../use/read-source.ts'

// Public API

export interface Start {
  readonly net: Network
  /** What `net` was built with. */
  readonly options: BuildOptions
  readonly seed: number
}

/**
 * Those of `source`. Where they are for other classes, the layers that tell these apart begin anew, as `seed` has them: learning is passed on
 * from one task to another. Throws UsageError for what cannot be read or is not the network's.
 */
export async function startingWeights({ id, build }: Entry, source: string, { net, options, seed }: Start): Promise<Weights> {
  const { checkpoint, own } = await readSource(id, source)
  const fit = (to: Network) => explained(source, () => fitWeights(to, checkpoint.weights))
  const classes = own?.build.classes ?? build().outputs['logits']!.shape.at(-1)!
  const found = classes === options.classes ? undefined : await fit(build({ ...options, classes })).catch(() => undefined)
  if (!found) return fit(net)
  const fresh = initialise(net, { seed })
  const anew = weightsOf(net).filter(({ name, shape }) => found.get(name)?.shape.join() !== shape.join())
  process.stderr.write(`note: ${source} is for ${classes} classes; ${anew.map(({ name }) => name).join(', ')} begin anew\n`)
  return new Map(weightsOf(net).map(({ name }) => [name, anew.some((one) => one.name === name) ? fresh.get(name)! : found.get(name)!]))
}
