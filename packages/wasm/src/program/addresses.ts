/** @file What all records of a program are written with: addresses, sizes, and how work is cut into pieces. */

import type { ConvStep, PlacedMap, ExecutionPlan, PlanStep, WinogradStep } from '../plan/data.ts'
import type { Layout } from './layout.ts'
import type { Sharing } from './sharing.ts'

/** Weights of a block of filters, which stay in the cache while all pixels pass. */
export const weightBytes = 384 * 1024

export const floorOf = (relu: boolean): number => (relu ? 0 : -Infinity)

export const clamp = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(most, Math.floor(value)))

/** Where a map begins, in bytes. */
export function addressOf({ buffers }: ExecutionPlan, { values }: Layout, map: PlacedMap, images: number): number {
  return values + images * buffers[map.buffer]!.at + 4 * map.channel
}

/** A plan at its addresses, for one size of batch. */
export class Addresses {
  readonly layout: Layout
  readonly sharing: Sharing
  readonly #plan: ExecutionPlan

  constructor(plan: ExecutionPlan, layout: Layout, sharing: Sharing) {
    this.#plan = plan
    this.layout = layout
    this.sharing = sharing
  }

  map = (map: PlacedMap): number => addressOf(this.#plan, this.layout, map, this.sharing.images)

  tensor = (index: number): number => this.layout.weights + this.#plan.tensors[index]!.at

  input = ({ input }: PlanStep) => ({
    input: this.map(input),
    inputStride: 4 * input.stride,
    height: input.height,
    width: input.width,
    images: this.sharing.images,
    channels: input.channels,
  })

  output = ({ output }: PlanStep) => ({ output: this.map(output), outputStride: 4 * output.stride })

  result = (step: PlanStep) => ({ ...this.output(step), outHeight: step.output.height, outWidth: step.output.width })

  epilogue = ({ bias, residual, relu }: ConvStep | WinogradStep) => ({
    bias: this.tensor(bias),
    residual: residual ? this.map(residual) : 0,
    residualStride: residual ? 4 * residual.stride : 0,
    floor: floorOf(relu),
  })
}

export const windowOf = ({ kernel, stride, dilation }: ConvStep['window']) => ({
  kernelHeight: kernel[0],
  kernelWidth: kernel[1],
  strideY: stride[0],
  strideX: stride[1],
  dilationY: dilation[0],
  dilationX: dilation[1],
})
