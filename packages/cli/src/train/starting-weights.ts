import { WeightsError, type Network, type Weights } from '@cnn/shapes'
import { fitWeights, FormatError, readWeights, SourceError } from '@cnn/weights'
import { fromSource } from '@cnn/weights/node'
import { UsageError } from '../usage.ts'

/** Weights to go on training with. Throws UsageError for what cannot be read or is not the network's. */
export async function startingWeights(net: Network, source: string): Promise<Weights> {
  try {
    return fitWeights(net, (await readWeights(await fromSource(source))).weights)
  } catch (error) {
    const known = error instanceof SourceError || error instanceof FormatError || error instanceof WeightsError
    throw known ? new UsageError(`${source}: ${error.message}`) : error
  }
}
