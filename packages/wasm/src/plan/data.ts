/** @file What a plan says: steps, and where everything lies. Plain data. */

import type { Activation, Window } from '@cnn/shapes'

/** A map in the arena: some channels of a buffer, whose pixels are `stride` numbers apart. */
export interface PlacedMap {
  readonly buffer: number
  readonly channel: number
  readonly stride: number
  readonly height: number
  readonly width: number
  readonly channels: number
}

/**
 * Memory for values, in bytes for one image; in a batch of n everything is n times as large and lies n times as far.
 */
export interface PlannedBuffer {
  readonly at: number
  readonly bytes: number
  /** The steps that first write and last read it. */
  readonly first: number
  readonly last: number
}

/** Numbers made from the weights, once. */
export type PlannedTensor = { readonly at: number; readonly bytes: number } & TensorSource

export type TensorSource =
  /** Kernels of some filters of a layer, in panels of eight, or transformed for Winograd. `norm` is folded in. */
  | {
      readonly kind: 'panels' | 'winograd'
      readonly layer: string
      readonly firstFilter: number
      readonly filters: number
      readonly channels: number
      readonly kernel: readonly [number, number]
      readonly stride: number
      readonly norm?: AffineSource
    }
  /** A bias for each filter, zeros without one. */
  | {
      readonly kind: 'bias'
      readonly layer: string
      readonly firstFilter: number
      readonly filters: number
      readonly bias: boolean
      readonly norm?: AffineSource
    }
  | { readonly kind: 'scale' | 'shift'; readonly affine: AffineSource; readonly channels: number }
  | { readonly kind: 'codes'; readonly codes: readonly (readonly number[])[] }

/** A batch norm with its ε, or a `scaleShift` without. */
export interface AffineSource {
  readonly name: string
  readonly epsilon?: number
}

interface Common {
  /** The layer whose weights are used, else the kind of layer. */
  readonly layer: string
  readonly input: PlacedMap
  readonly output: PlacedMap
  /** Multiply-accumulates of the convolution as written, for one image. */
  readonly macs: number
}

export interface ConvStep extends Common {
  /**
   * `dense` where the result is one pixel: its weights are read once and in streams. In batches it is computed as
   * `direct`.
   */
  readonly kernel: 'direct' | 'dense'
  readonly window: Window
  readonly weights: number
  readonly bias: number
  readonly residual?: PlacedMap
  readonly relu: boolean
  readonly scaled?: { readonly scale: number; readonly shift: number; readonly relu: boolean }
}

export interface WinogradStep extends Common {
  readonly kernel: 'winograd'
  /** Pixels of the result that a tile gives on each axis. */
  readonly size: number
  readonly pad: Window['pad']
  readonly weights: number
  readonly bias: number
  readonly residual?: PlacedMap
  readonly relu: boolean
}

/** One kernel on its maps. */
export type PlanStep =
  | ConvStep
  | WinogradStep
  | (Common & { readonly kernel: 'spaceToDepth'; readonly stride: number; readonly top: number; readonly left: number })
  | (Common & {
      readonly kernel: 'pool'
      readonly window: Window
      readonly reduce: 'max' | 'mean' | 'adaptiveMean'
      readonly countPadding: boolean
    })
  | (Common & { readonly kernel: 'affine'; readonly scale: number; readonly shift: number; readonly relu: boolean })
  | (Common & { readonly kernel: 'activation'; readonly activation: Activation })
  | (Common & { readonly kernel: 'add'; readonly other: PlacedMap; readonly relu: boolean })
  | (Common & { readonly kernel: 'copy'; readonly zero: boolean })
  | (Common & { readonly kernel: 'flatten' })
  | (Common & {
      readonly kernel: 'lrn'
      readonly size: number
      readonly k: number
      readonly alpha: number
      readonly beta: number
    })
  | (Common & { readonly kernel: 'rbf'; readonly codes: number })

/** How a network is computed, step by step, and where everything lies. */
export interface ExecutionPlan {
  readonly network: string
  readonly steps: readonly PlanStep[]
  readonly tensors: readonly PlannedTensor[]
  readonly buffers: readonly PlannedBuffer[]
  readonly input: PlacedMap
  readonly outputs: Readonly<Record<string, PlacedMap>>
  readonly bytes: {
    /** Weights in the layouts of the kernels. */
    readonly weights: number
    /** All values that are alive at once, for one image. */
    readonly values: number
  }
}
