/**
 * @file Holds a plan to what the kernels take for granted. They read and write where it says, and WebAssembly stops
 * them only at the end of the whole memory: a wrong place would be other values' memory, without an error.
 */

import { ModelError } from '../runtime/errors.ts'
import { mapsOf } from './arena.ts'
import type { PlacedMap, ExecutionPlan, PlannedBuffer, PlanStep } from './data.ts'

// Public API

/** Throws ModelError, with the step's number and layer, unless everything lies where a kernel may touch it. */
export function checkPlan(plan: ExecutionPlan): void {
  const refuse = (where: string, why: string): never => {
    throw new ModelError(`the plan of network '${plan.network}' cannot be run: ${where} ${why}`)
  }
  for (const [i, buffer] of plan.buffers.entries())
    if (!within(buffer, plan.bytes.values)) refuse(`buffer ${i}`, `is not within ${plan.bytes.values} bytes`)
  for (const [i, tensor] of plan.tensors.entries())
    if (!within(tensor, plan.bytes.weights)) refuse(`tensor ${i}`, `is not within ${plan.bytes.weights} bytes`)
  const [a, b] = overlap(plan.buffers) ?? []
  if (a !== undefined) refuse(`buffer ${a}`, `shares bytes with buffer ${b}, which is needed at the same time`)
  const ends = [plan.input, ...Object.values(plan.outputs)]
  if (!ends.every((map) => liesIn(map, plan.buffers[map.buffer]))) refuse('an input or output', 'is not in its buffer')
  for (const [i, step] of plan.steps.entries()) {
    const where = `step ${i + 1} (${step.kernel}, ${step.layer})`
    for (const map of mapsOf(step)) {
      const buffer = plan.buffers[map.buffer]
      if (!buffer || !liesIn(map, buffer)) return refuse(where, `has a map outside of buffer ${map.buffer}`)
      if (i < buffer.first || i > buffer.last) refuse(where, `uses buffer ${map.buffer} while others have its memory`)
    }
    if (!fits(step)) refuse(where, 'has maps whose sizes do not fit each other')
    for (const [index, bytes] of needs(step))
      if ((plan.tensors[index]?.bytes ?? 0) < bytes) refuse(where, `needs ${bytes} bytes of tensor ${index}`)
  }
}

// Implementation

const isPlace = (bytes: number) => Number.isSafeInteger(bytes) && bytes >= 0 && bytes % 4 === 0

const within = ({ at, bytes }: { readonly at: number; readonly bytes: number }, end: number): boolean =>
  isPlace(at) && isPlace(bytes) && at + bytes <= end

function liesIn({ channel, stride, height, width, channels }: PlacedMap, buffer?: PlannedBuffer): boolean {
  const sizes = [stride, height, width, channels]
  if (!buffer || !isPlace(4 * channel) || !sizes.every((size) => Number.isSafeInteger(size) && size > 0)) return false
  return channel + channels <= stride && 4 * (height * width * stride) <= buffer.bytes
}

/** Two buffers that lie in one place while both are needed. */
function overlap(buffers: readonly PlannedBuffer[]): readonly [number, number] | undefined {
  const byPlace = [...buffers.entries()].sort(([, a], [, b]) => a.at - b.at)
  for (const [k, [i, a]] of byPlace.entries())
    for (let m = k + 1; m < byPlace.length && byPlace[m]![1].at < a.at + a.bytes; m++) {
      const [j, b] = byPlace[m]!
      if (a.first <= b.last && b.first <= a.last) return [i, j]
    }
  return undefined
}

const numbers = ({ height, width, channels }: PlacedMap) => height * width * channels
const same = (a: PlacedMap, b: PlacedMap) => a.height === b.height && a.width === b.width && a.channels === b.channels
const rounded = (channels: number) => 8 * Math.ceil(channels / 8)

function fits(step: PlanStep): boolean {
  const { input, output } = step
  switch (step.kernel) {
    case 'direct':
    case 'dense':
    case 'winograd':
      return !step.residual || same(step.residual, output)
    case 'spaceToDepth':
      return output.channels === 4 * Math.ceil((step.stride ** 2 * input.channels) / 4)
    case 'pool':
      return input.channels === output.channels
    case 'add':
      return same(input, output) && same(step.other, output)
    case 'flatten':
      return numbers(input) === numbers(output)
    case 'rbf':
      return input.height * input.width === 1 && output.height * output.width === 1
    default:
      return same(input, output)
  }
}

/** Tensors of a step, and the bytes that it reads of each. */
function needs(step: PlanStep): readonly (readonly [tensor: number, bytes: number])[] {
  const { input, output } = step
  const filters = rounded(output.channels)
  switch (step.kernel) {
    case 'direct':
    case 'dense': {
      const { kernel } = step.window
      const scaled = step.scaled ? [step.scaled.scale, step.scaled.shift] : []
      return [
        [step.weights, 4 * kernel[0] * kernel[1] * input.channels * filters],
        [step.bias, 4 * filters],
        ...scaled.map((tensor) => [tensor, 4 * input.channels] as const),
      ]
    }
    case 'winograd':
      return [
        [step.weights, 4 * 36 * input.channels * filters],
        [step.bias, 4 * filters],
      ]
    case 'affine':
      return [step.scale, step.shift].map((tensor) => [tensor, 4 * input.channels] as const)
    case 'rbf':
      return [[step.codes, 4 * input.channels * output.channels]]
    default:
      return []
  }
}
