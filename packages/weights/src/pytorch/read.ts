/** @file PyTorch's checkpoints: the state_dict, bare or within what a training saved. */

import type { Tensor } from '@cnn/shapes'
import { isCounter, tell, type Checkpoint } from '../checkpoint.ts'
import { FormatError } from '../format-error.ts'
import { split } from './parts.ts'
import { TensorRef, type Pickled, type PickledMap } from './pickled.ts'
import { Views } from './views.ts'

// Public API

/**
 * Reads the state_dict of a .pth, .pt or .th file, bare or within a training checkpoint, without running anything.
 * Throws FormatError on anything that is no tensor, container or number, by its name, and on every inconsistency.
 */
export function readPytorch(bytes: Uint8Array): Checkpoint {
  const { value, storages } = split(bytes)
  const state = findState(value)
  const views = new Views(storages)
  const weights = new Map<string, Tensor>()
  const skipped: string[] = []
  for (const [name, item] of state) {
    if (typeof name !== 'string') throw new FormatError(`a key of the state_dict is ${typeof name}, no text`)
    if (!(item instanceof TensorRef) || (isCounter(name) && item.storage.type === 'LongStorage')) skipped.push(name)
    else weights.set(name, views.read(name, item))
  }
  return { weights, metadata: {}, skipped }
}

// Implementation

const usual = ['state_dict', 'model_state_dict', 'model', 'net', 'weights']

/** The state_dict: the value itself, or within a training checkpoint, where other values stand beside it. */
function findState(value: Pickled): PickledMap {
  if (!(value instanceof Map))
    throw new FormatError(`the checkpoint is no dict${value instanceof TensorRef ? ', but a single tensor' : ''}`)
  if (hasTensors(value)) return value
  for (const key of usual) {
    const inner = value.get(key)
    if (inner instanceof Map && hasTensors(inner)) return inner
  }
  const keys = [...value.keys()].filter((key) => typeof key === 'string')
  throw new FormatError(
    `the checkpoint holds no state_dict; its keys are ${tell(keys)}, and ${usual.join(', ')} are sought`,
  )
}

const hasTensors = (map: PickledMap) => [...map.values()].some((item) => item instanceof TensorRef)
