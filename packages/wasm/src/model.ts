/** @file A network in WebAssembly: its weights in the kernels' layouts, its program, and its threads. */

import { checkedWeights, checkWeights, elements, select, type Network, type Weights } from '@cnn/shapes'
import { checkPlan } from './plan/check.ts'
import { plan as makePlan, type PlanOptions } from './plan/plan.ts'
import type { ExecutionPlan, PlacedMap } from './plan/data.ts'
import { addressOf } from './program/addresses.ts'
import type { ArrivingTensor } from './program/arrivals.ts'
import { encode, type Program } from './program/encode.ts'
import { control } from './program/fields.ts'
import { layOut, peakBytes, type Layout } from './program/layout.ts'
import { pack } from './program/pack.ts'
import type { Sharing } from './program/sharing.ts'
import { ModelError } from './runtime/errors.ts'
import { allocate, pageBytes } from './runtime/memory.ts'
import { checkThreads, startThreads, turn, type Threads } from './runtime/threads.ts'
import { compile, type KernelExports, type Kernels } from './runtime/kernels.ts'

// Public API

/** What is computed of a network, and with how much. */
export interface ModelOptions<Output extends string = string> extends PlanOptions {
  /** Outputs to compute, `logits` unless others are named; what only the others need is left out. */
  readonly outputs?: readonly Output[]
  /**
   * Threads that share each inference, the caller's included, from 1 (the default) to 64; more than one need Node or a
   * page that is cross-origin isolated. The results have the same bits whatever their number.
   */
  readonly threads?: number
}

/** A network in WebAssembly, with its weights. */
export interface Model<Output extends string = string> {
  readonly net: Network
  readonly plan: ExecutionPlan
  /**
   * The forward pass of images [n, height, width, channels]; gives [n, units] for each output, or [n, h, w, c] where it
   * is a feature map. Calls wait for each other.
   */
  predict(images: Float32Array): Promise<Record<Output, Float32Array>>
  /** Frees the memory and ends the threads. A second time it does nothing. */
  dispose(): void
}

/**
 * A checkpoint, or its tensors one by one with their names, in any order, as `streamSafetensors` gives them; of
 * these, one that has `free` is freed once it is placed.
 */
export type GivenWeights = Weights | AsyncIterable<readonly [name: string, tensor: ArrivingTensor]>

/**
 * Compiles a network and places its weights; where these come one by one, while they arrive, so that they never are in
 * memory all at once. Throws WeightsError if they are not the network's, and what their stream throws.
 */
export async function createModel<Output extends string = 'logits'>(
  whole: Network,
  weights: GivenWeights,
  { outputs = ['logits' as Output], threads = 1, ...options }: ModelOptions<Output> = {},
): Promise<Model<Output>> {
  checkThreads(threads)
  const whileComing = Symbol.asyncIterator in weights
  if (!whileComing) checkWeights(whole, weights)
  const net = select(whole, ...outputs)
  const plan = makePlan(net, options)
  checkPlan(plan)
  const { module, rows } = await compile(threads > 1)
  const sharing: Sharing = { images: 1, threads, rows }
  const layout = layOut(plan, sharing)
  const memory = allocate(net.name, threads > 1, peakBytes(plan, { threads }))
  const instance = await WebAssembly.instantiate(module, { env: { memory } })
  const kernels: Kernels = { module, memory, exports: instance.exports as unknown as KernelExports }
  await pack(plan, whileComing ? checkedWeights(whole, weights) : weights, layout, kernels)
  const crew = threads > 1 ? await startThreads(module, memory, threads - 1) : undefined
  return new WasmModel({ net, plan, kernels, sharing, crew })
}

// Implementation

interface Parts {
  readonly net: Network
  readonly plan: ExecutionPlan
  readonly kernels: Kernels
  readonly sharing: Sharing
  /** The threads beside the caller's. */
  readonly crew: Threads | undefined
}

/** Batches are cut where their values would take more than this many bytes. */
const batchBytes = 32 * 2 ** 20

class WasmModel implements Model {
  readonly net: Network
  readonly plan: ExecutionPlan
  #kernels: Kernels | undefined
  #sharing: Sharing
  readonly #crew: Threads | undefined
  #layout: Layout
  #program: Program | undefined
  /** Images that are computed at once at most. */
  #most: number
  #last: Promise<unknown> = Promise.resolve()

  constructor({ net, plan, kernels, sharing, crew }: Parts) {
    this.#crew = crew
    this.net = net
    this.plan = plan
    this.#kernels = kernels
    this.#sharing = sharing
    this.#layout = layOut(plan, sharing)
    this.#most = Math.max(1, Math.floor(batchBytes / plan.bytes.values))
  }

  async predict(images: Float32Array): Promise<Record<string, Float32Array>> {
    const result = this.#last.then(() => this.#predict(images))
    this.#last = result.catch(() => undefined)
    return result
  }

  dispose(): void {
    this.#kernels?.exports.stop()
    this.#crew?.stop()
    this.#kernels = undefined
  }

  async #predict(images: Float32Array): Promise<Record<string, Float32Array>> {
    const { shape } = this.net.input
    const each = elements(shape)
    if (images.length === 0 || images.length % each !== 0)
      throw new Error(
        `${images.length} numbers are no whole number of images of ${shape.join('×')}, which have ${each}`,
      )
    const count = images.length / each
    const outputs = Object.entries(this.plan.outputs).map(([name, map]) => ({
      name,
      map,
      size: map.height * map.width * map.channels,
    }))
    const results = Object.fromEntries(outputs.map(({ name, size }) => [name, new Float32Array(count * size)]))
    for (let from = 0, some = 0; from < count; from += some) {
      some = this.#makeRoom(Math.min(this.#most, count - from))
      const { exports, memory } = this.#prepare(some)
      new Float32Array(memory.buffer, this.#at(this.plan.input), some * each).set(
        images.subarray(from * each, (from + some) * each),
      )
      await this.#run(exports)
      for (const { name, map, size } of outputs)
        this.#read(map, results[name]!.subarray(from * size, (from + some) * size))
    }
    return results
  }

  /** A run that other threads share comes back from time to time: whether one of them died is only known then. */
  async #run(exports: KernelExports): Promise<void> {
    const { steps, shared } = this.#program!
    if (!shared) return exports.run(this.#layout.program, steps)
    exports.start(this.#layout.program, steps)
    while (!exports.help()) {
      await turn()
      this.#alive()
    }
  }

  /** Throws unless the model can run. */
  #alive(): Kernels {
    if (!this.#kernels) throw new ModelError(`the model of network '${this.net.name}' is disposed`)
    if (this.#crew?.dead) throw this.#crew.dead
    return this.#kernels
  }

  /**
   * For so many images at once, or where the memory cannot grow for as many as there is room: it has been there for one
   * from the beginning.
   */
  #makeRoom(images: number): number {
    const { memory } = this.#alive()
    for (let some = images; some > 1; this.#most = some) {
      const { end } = layOut(this.plan, { ...this.#sharing, images: some })
      try {
        memory.grow(Math.max(0, Math.ceil((end - memory.buffer.byteLength) / pageBytes)))
        return some
      } catch {
        some = Math.floor(some / 2)
      }
    }
    return 1
  }

  /** Makes the program for a batch of this size the current one. */
  #prepare(images: number): Kernels {
    const kernels = this.#alive()
    const { memory, exports } = kernels
    if (!this.#program || images !== this.#sharing.images) {
      this.#sharing = { ...this.#sharing, images }
      this.#layout = layOut(this.plan, this.#sharing)
      this.#program = encode(this.plan, this.#layout, this.#sharing)
      new Int32Array(memory.buffer, this.#layout.program, this.#program.words.length).set(this.#program.words)
      exports.setScratch(this.#layout.scratch)
      new Int32Array(memory.buffer)[control.scratch / 4] = this.#layout.scratch
      new Int32Array(memory.buffer)[control.scratchBytes / 4] = this.#layout.scratchBytes
    }
    return kernels
  }

  #at = (map: PlacedMap) => addressOf(this.plan, this.#layout, map, this.#sharing.images)

  /** Copies a map out, pixel by pixel where it is a view of some channels. */
  #read(map: PlacedMap, to: Float32Array): void {
    const pixels = to.length / map.channels
    const from = new Float32Array(this.#kernels!.memory.buffer, this.#at(map), (pixels - 1) * map.stride + map.channels)
    if (map.stride === map.channels) return to.set(from)
    for (let i = 0; i < pixels; i++)
      to.set(from.subarray(i * map.stride, i * map.stride + map.channels), i * map.channels)
  }
}
