/** @file PyTorch's checkpoints: the state_dict, bare or within what a training saved. */

import { bounds } from '@cnn/shapes'
import type { Tensor } from '@cnn/shapes'
import { checkCount, isCounter, tell, type Checkpoint, type State } from '../checkpoint.ts'
import { FormatError } from '../format-error.ts'
import { split } from './parts.ts'
import { TensorRef, type Pickled, type PickledMap } from './pickled.ts'
import { isFloat, Views, type Storages } from './views.ts'

// Public API

/**
 * Reads the state_dict of a .pth, .pt or .th file, bare or within a training checkpoint, without running anything.
 * Where several dicts hold tensors, `weights` are of the one with most, the network's rather than a mean of it;
 * `states` are all, for those who know the network. Throws FormatError on anything that is no tensor, container or
 * number, by its name, and on every inconsistency.
 */
export function readPyTorch(bytes: Uint8Array): Checkpoint {
  const { value, storages } = split(bytes)
  const states = findStates(value, storages)
  const [likeliest] = states.toSorted((a, b) => b.shapes.size - a.shapes.size || rank(a.name) - rank(b.name))
  if (likeliest) return { ...likeliest.read(), metadata: {}, state: likeliest.name, states }
  if (!(value instanceof Map))
    throw new FormatError(`the checkpoint is no dict${value instanceof TensorRef ? ', but a single tensor' : ''}`)
  const keys = [...value.keys()].filter((key) => typeof key === 'string')
  throw new FormatError(`the checkpoint holds no state_dict: no dict in it has tensors; its keys are ${tell(keys)}`)
}

// Implementation

const usual = ['', 'state_dict', 'model_state_dict', 'model', 'net', 'network', 'weights']
const rank = (name: string): number => (usual.includes(name) ? usual.indexOf(name) : usual.length)

/** Keys of what a training keeps for itself, in as many dicts as there are tensors. */
const ofTraining = /optim|sched|scaler|rng|random|ampl?_/i

/** Every dict with tensors of floats, wherever it is. A pickle may hold itself, so each is visited once. */
function findStates(root: Pickled, storages: Storages): State[] {
  const states: State[] = []
  const seen = new Set<PickledMap>()
  const waiting: { readonly path: readonly string[]; readonly value: Pickled }[] = [{ path: [], value: root }]
  for (const { path, value } of waiting) {
    if (!(value instanceof Map) || seen.has(value) || path.length > 8) continue
    seen.add(value)
    const shapes = new Map<string, readonly number[]>()
    for (const [key, item] of value) {
      if (item instanceof Map && typeof key === 'string' && !ofTraining.test(key))
        waiting.push({ path: [...path, key], value: item })
      if (item instanceof TensorRef && typeof key === 'string' && isFloat(item.storage)) shapes.set(key, item.shape)
    }
    if (shapes.size > 0) states.push({ name: path.join('.'), shapes, read: () => readState(value, storages) })
    if (states.length > bounds.states)
      throw new FormatError(`the checkpoint holds more than ${bounds.states} dicts with tensors`)
  }
  return states
}

function readState(state: PickledMap, storages: Storages): Pick<Checkpoint, 'weights' | 'skipped'> {
  const views = new Views(storages)
  const weights = new Map<string, Tensor>()
  const skipped: string[] = []
  for (const [name, item] of state) {
    if (typeof name !== 'string') throw new FormatError(`a key of the state_dict is ${typeof name}, no text`)
    checkCount(weights.size)
    if (!(item instanceof TensorRef) || !isFloat(item.storage) || isCounter(name)) skipped.push(name)
    else weights.set(name, views.read(name, item))
  }
  return { weights, skipped }
}
