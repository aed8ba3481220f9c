/** @file What a run changes: all parameters, or those of the last layers. */

import {
  isParameter,
  weights as weightsOf,
  weightsOf as ownedBy,
  type Network,
  type Node,
  type OwnedWeight,
} from '@cnn/shapes'
import { TrainingError } from './training-error.ts'

/**
 * Layers that stay as they are where only the `last` ones with weights learn. Throws TrainingError where there are
 * fewer.
 */
export function frozen({ name, nodes }: Network, last: number | undefined): ReadonlySet<Node> {
  if (last === undefined) return new Set()
  const layers = nodes.filter((node) => ownedBy(node).some(isParameter))
  if (last > layers.length)
    throw new TrainingError(`last is ${last}, but network '${name}' has ${layers.length} layers with weights`)
  return new Set(layers.slice(0, layers.length - last))
}

/** The parameters of the other layers. */
export function learning(net: Network, last: number | undefined): OwnedWeight[] {
  const still = new Set([...frozen(net, last)].flatMap((node) => ownedBy(node).map(({ name }) => name)))
  return weightsOf(net).filter((weight) => isParameter(weight) && !still.has(weight.name))
}
