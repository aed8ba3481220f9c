/**
 * @file Weights become the plan's tensors while they arrive, in whatever order: a weight is held only until everything
 * that is made of it is made.
 */

import type { Tensor, Weights } from '@cnn/shapes'
import type { AffineSource, ExecutionPlan, PlannedTensor } from '../plan/data.ts'

// Public API

/** A tensor of a stream is freed as soon as it is used, where it can be. */
export type ArrivingTensor = Tensor & { free?(): void }

/** Some weights, one after the other: all of a checkpoint, or a stream that gives them as they come. */
export type Arriving = Iterable<readonly [string, Tensor]> | AsyncIterable<readonly [string, ArrivingTensor]>

/** Every tensor of the plan, as soon as all is there that it is made of, with the weights that are held then. */
export async function* arrivals(
  { tensors }: ExecutionPlan,
  given: Arriving,
): AsyncGenerator<{ readonly tensor: PlannedTensor; readonly weights: Weights }, void> {
  const held = new Map<string, ArrivingTensor>()
  /** What is not made yet, by the weights that it needs. */
  const waiting = new Map<string, Set<PlannedTensor>>()
  for (const tensor of tensors) {
    const sources = sourcesOf(tensor)
    if (sources.length === 0) yield { tensor, weights: held }
    for (const source of sources) waiting.set(source, (waiting.get(source) ?? new Set()).add(tensor))
  }
  for await (const [name, weight] of given) {
    held.set(name, weight)
    if (!waiting.has(name)) letGo(name)
    for (const tensor of waiting.get(name) ?? []) {
      const sources = sourcesOf(tensor)
      if (!sources.every((source) => held.has(source))) continue
      yield { tensor, weights: held }
      for (const source of sources) {
        waiting.get(source)!.delete(tensor)
        if (waiting.get(source)!.size === 0) letGo(source)
      }
    }
  }

  /** What somebody has a list of is not this one's to free. */
  function letGo(name: string): void {
    if (Symbol.asyncIterator in given) held.get(name)!.free?.()
    held.delete(name)
  }
}

// Implementation

/** The names of the weights that a tensor of the plan is made of. */
function sourcesOf(tensor: PlannedTensor): string[] {
  switch (tensor.kind) {
    case 'codes':
      return []
    case 'scale':
    case 'shift':
      return affineSources(tensor.affine)
    case 'bias':
      return [...(tensor.bias ? [`${tensor.layer}.bias`] : []), ...(tensor.norm ? affineSources(tensor.norm) : [])]
    default:
      return [`${tensor.layer}.weight`, ...(tensor.norm ? affineSources(tensor.norm) : [])]
  }
}

const affineSources = ({ name, epsilon }: AffineSource): string[] =>
  ['weight', 'bias', ...(epsilon === undefined ? [] : ['running_mean', 'running_var'])].map((own) => `${name}.${own}`)
