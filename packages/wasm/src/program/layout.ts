/**
 * @file Where a model's parts lie in its memory: control words, zeros, weights, program, what each thread has for
 * itself, values.
 */

import { align } from '../plan/arena.ts'
import type { ExecutionPlan } from '../plan/data.ts'
import { controlBytes, packingBytes, recordBytes, tileScratchBytes } from './fields.ts'
import type { Sharing } from './sharing.ts'
import { blockOf, stagedBytes } from './winograd.ts'

// Public API

/** Addresses and sizes in bytes. */
export interface Layout {
  readonly zeros: number
  readonly weights: number
  readonly program: number
  /** Of the first thread; the others follow. */
  readonly scratch: number
  readonly scratchBytes: number
  /** What Winograd's stages hand on where threads share a layer. */
  readonly staged: number
  readonly values: number
  /** The end of everything. */
  readonly end: number
}

/** For batches of `images`, computed by `threads` threads. */
export function layOut(plan: ExecutionPlan, sharing: Sharing): Layout {
  const zeros = controlBytes
  const weights = align(zeros + zerosBytes(plan))
  const program = align(weights + plan.bytes.weights)
  const scratch = align(program + 3 * plan.steps.length * recordBytes)
  const scratchBytes = align(
    tileScratchBytes + Math.max(packingBytes, ...plan.steps.map((step) => scratchOf(step, sharing))) + 64,
  )
  const staged = scratch + sharing.threads * scratchBytes
  const values = align(
    staged + Math.max(...plan.steps.map((step) => (step.kernel === 'winograd' ? stagedBytes(step, sharing) : 0))),
  )
  return {
    zeros,
    weights,
    program,
    scratch,
    scratchBytes,
    staged,
    values,
    end: values + sharing.images * plan.bytes.values,
  }
}

/** Bytes of memory that a model has at most for batches of `images`, also while its weights are brought into place. */
export function peakBytes(
  plan: ExecutionPlan,
  { images = 1, threads = 1 }: Partial<Omit<Sharing, 'rows'>> = {},
): number {
  const { end, scratch, scratchBytes } = layOut(plan, { images, threads, rows: mostRows })
  return Math.max(end, scratch + scratchBytes + stagingBytes(plan))
}

/** Bytes that weights pass through on their way into the kernels' layouts: at least one panel of eight filters. */
export function stagingBytes({ tensors }: ExecutionPlan): number {
  return Math.max(
    ...tensors.map((tensor) =>
      'kernel' in tensor ? 32 * (tensor.channels * tensor.kernel[0] * tensor.kernel[1] + 1) : 0,
    ),
    0,
  )
}

/** Bytes of the table that says where the pixels of a tile lie. */
export const tableBytes = (taps: number): number => align(4 * mostRows * taps)

// Implementation

/** Of a register tile. */
const mostRows = 6

/** As long as the longest pixel, since padding is read as one, and as the bias of Winograd's products. */
const zerosBytes = (plan: ExecutionPlan) =>
  align(4 * Math.max(...plan.steps.flatMap(({ input, output }) => [input.channels + 8, output.channels + 8])))

function scratchOf(step: ExecutionPlan['steps'][number], sharing: Sharing): number {
  switch (step.kernel) {
    case 'direct':
    case 'dense':
      return (
        tableBytes(step.window.kernel[0] * step.window.kernel[1]) +
        (step.scaled ? 4 * mostRows * step.input.channels : 0)
      )
    case 'winograd':
      return blockOf(step, sharing).scratchBytes
    case 'lrn':
      return 4 * (step.input.channels + step.size + 8)
    default:
      return 0
  }
}
