/**
 * @file Brings weights into the layouts of the kernels, in the model's memory. Kernels pass through a staging place,
 * some filters at a time.
 */

import type { Weights } from '@cnn/shapes'
import type { AffineSource, ExecutionPlan, PlannedTensor } from '../plan/data.ts'
import type { Kernels } from '../runtime/kernels.ts'
import { turn } from '../runtime/threads.ts'
import { arrivals, type Arriving } from './arrivals.ts'
import type { Layout } from './layout.ts'

// Public API

/** Fills every tensor of the plan as weights arrive. The caller's event loop turns from time to time. */
export async function pack(
  plan: ExecutionPlan,
  given: Arriving,
  layout: Layout,
  { exports, memory }: Kernels,
): Promise<void> {
  const staging = layout.scratch + layout.scratchBytes
  const room = memory.buffer.byteLength - staging
  exports.setScratch(layout.scratch)
  let since = performance.now()
  for await (const { tensor, weights } of arrivals(plan, given)) {
    const to = layout.weights + tensor.at
    if (isKernel(tensor)) await packKernel(tensor, weights, to)
    else new Float32Array(memory.buffer, to, tensor.bytes / 4).set(valuesOf(tensor, weights))
  }

  async function packKernel(tensor: KernelTensor, weights: Weights, to: number): Promise<void> {
    const { layer, firstFilter, filters, channels, kernel, norm, stride } = tensor
    const own = channels * kernel[0] * kernel[1]
    const { data } = weights.get(`${layer}.weight`)!
    const factors = norm && scaleOf(norm, weights)
    const most = 8 * Math.max(1, Math.floor(Math.min(room, partBytes) / (32 * own + 32)))
    for (let from = 0; from < filters; from += most) {
      const count = Math.min(most, filters - from)
      const first = firstFilter + from
      new Float32Array(memory.buffer, staging, count * own).set(data.subarray(first * own, (first + count) * own))
      const scale = factors ? staging + 4 * count * own : 0
      if (factors) new Float32Array(memory.buffer, scale, count).set(factors.subarray(first, first + count))
      if (tensor.kind === 'panels')
        exports.packPanels(staging, to + 4 * from * own, count, channels, kernel[0] * kernel[1], scale)
      else {
        const outChannels = tensor.bytes / (4 * 36 * Math.ceil(filters / 8) * 8)
        const place = tensor.bytes / 36
        exports.packWinograd(
          staging,
          to + 4 * from * outChannels,
          count,
          channels,
          kernel[0],
          stride,
          outChannels,
          place,
          scale,
        )
      }
      if (performance.now() - since < turnMilliseconds) continue
      await turn()
      since = performance.now()
    }
  }
}

// Implementation

/** A page that answers within so long feels quick, and no inference of a large network takes less. */
const turnMilliseconds = 20

/** Of a kernel, what is brought into place between two looks at the clock: a few milliseconds. */
const partBytes = 2 ** 20

type KernelTensor = Extract<PlannedTensor, { kind: 'panels' | 'winograd' }>

const isKernel = (tensor: PlannedTensor): tensor is KernelTensor =>
  tensor.kind === 'panels' || tensor.kind === 'winograd'

function valuesOf(tensor: Exclude<PlannedTensor, KernelTensor>, weights: Weights): Float32Array {
  switch (tensor.kind) {
    case 'scale':
      return scaleOf(tensor.affine, weights)
    case 'shift':
      return shiftOf(tensor.affine, weights)
    case 'codes':
      return Float32Array.from(tensor.codes.flat())
    default: {
      const { layer, firstFilter, filters, norm } = tensor
      const own = tensor.bias ? weights.get(`${layer}.bias`)!.data : undefined
      const all = norm ? shiftOf(norm, weights, own) : (own ?? new Float32Array(firstFilter + filters))
      return all.subarray(firstFilter, firstFilter + filters)
    }
  }
}

/** γ / √(σ² + ε), or the factor itself. */
function scaleOf({ name, epsilon }: AffineSource, weights: Weights): Float32Array {
  const { data } = weights.get(`${name}.weight`)!
  if (epsilon === undefined) return data
  const variance = weights.get(`${name}.running_var`)!.data
  return data.map((gamma, i) => gamma / Math.sqrt(variance[i]! + epsilon))
}

/** β + (b − μ) γ / √(σ² + ε), where b is the bias of the layer before. */
function shiftOf(affine: AffineSource, weights: Weights, bias?: Float32Array): Float32Array {
  const { data } = weights.get(`${affine.name}.bias`)!
  if (affine.epsilon === undefined) return data
  const mean = weights.get(`${affine.name}.running_mean`)!.data
  const scale = scaleOf(affine, weights)
  return data.map((beta, i) => beta + ((bias?.[i] ?? 0) - mean[i]!) * scale[i]!)
}
