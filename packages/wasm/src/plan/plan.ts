/**
 * @file The plan of a network: every step with the kernel that computes it, and where everything lies. Plain data,
 * which can be printed.
 */

import { ShapeError, type Network } from '@cnn/shapes'
import { placeBuffers } from './arena.ts'
import type { ExecutionPlan } from './data.ts'
import { lower } from './lower.ts'
import { placeValues } from './places.ts'
import { makeSteps } from './steps.ts'

// Public API

/** What memory may be given for speed. */
export interface PlanOptions {
  /**
   * `small` leaves Winograd's transform out where it would make a layer's weights grow by more bytes than the layer's
   * result has; `fast`, the default, uses it wherever it saves time.
   */
  readonly memory?: 'fast' | 'small'
}

/** Plans a network for inference. Nothing is allocated. */
export function plan(net: Network, { memory = 'fast' }: PlanOptions = {}): ExecutionPlan {
  if (memory !== 'fast' && memory !== 'small')
    throw new ShapeError(`memory is '${String(memory)}'; it must be 'fast' or 'small'`)
  const lowered = lower(net)
  const placed = placeValues(lowered)
  const made = makeSteps(placed, memory)
  const { steps, tensors } = made
  const outputs = Object.entries(lowered.outputs).map(([name, value]) => [name, made.mapOf(value)] as const)
  const input = made.mapOf(lowered.input)
  const buffers = placeBuffers(
    made.spaces,
    steps,
    [input],
    outputs.map(([, map]) => map),
  )
  return {
    network: net.name,
    steps,
    tensors,
    buffers,
    input,
    outputs: Object.fromEntries(outputs),
    bytes: { weights: endOf(tensors), values: endOf(buffers) },
  }
}

// Implementation

const endOf = (places: readonly { readonly at: number; readonly bytes: number }[]) =>
  places.reduce((end, { at, bytes }) => Math.max(end, at + bytes), 0)
