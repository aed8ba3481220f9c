/**
 * @file Runs `@cnn/wasm` for long, with networks, batches and threads that change, and fails if anything is left behind
 * or any result differs from the first one:
 *
 *     node --expose-gc benchmarks/proofs/soak/wasm.ts 10000 [seed]
 *
 * Counted are the memories of WebAssembly that are still alive after a garbage collection, the threads that have not
 * ended, and the process's resident memory.
 */

import { setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { Worker } from 'node:worker_threads'
import type { Network, Weights } from '@cnn/shapes'
import { createModel } from '@cnn/wasm'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { densenet40k12, googlenet, lenet5, ninCifar10, resnet20, resnet50, vgg11 } from '@cnn/zoo'
import { randomOf } from '../fuzz/random.ts'

/** Inferences of one model before it is disposed of. */
const perModel = 8

const [count = '10000', seed = '1'] = process.argv.slice(2)
const collect = globalThis.gc
if (!collect) throw new Error('start node with --expose-gc')

const networks: readonly Network[] = [
  lenet5(),
  resnet20({ size: 16 }),
  densenet40k12({ size: 16 }),
  ninCifar10({ size: 16 }),
  vgg11({ size: 32, width: 1 / 8, classes: 10 }),
  resnet50({ size: 64, width: 1 / 4, classes: 10 }),
  googlenet({ size: 64, width: 1 / 4, classes: 10, heads: false }),
]
const subjects = networks.map((net) => ({ net, weights: hashedWeights(net), image: hashedImage(net.input.shape).data }))
const firsts = new Map<string, Float32Array>()
const memories = watchMemories()
const workers = watchThreads()
const random = randomOf(Number(seed), 0)
console.log(['inferences', 'memories made', 'left', 'threads made', 'left', 'MiB resident'].join('\t'))
for (let done = 0, shown = 0; done < Number(count);) {
  const subject = random.of(subjects)
  done += await useModel(subject, 1 + random.below(3), Math.min(perModel, Number(count) - done))
  if (done - shown < 1000 && done < Number(count)) continue
  shown = done
  await settle()
  const resident = Math.round(process.memoryUsage.rss() / 2 ** 20)
  console.log([done, memories.made, memories.left, workers.made, workers.left, resident].join('\t'))
  if (memories.left > 0 || workers.left > 0) throw new Error('something is left behind')
}

/** Predicts some batches; the same images give the same bits whatever the batch and the threads. */
async function useModel(
  { net, weights, image }: { readonly net: Network; readonly weights: Weights; readonly image: Float32Array },
  threads: number,
  inferences: number,
): Promise<number> {
  const model = await createModel(net, weights, { threads, memory: random.of(['fast', 'small']) })
  for (let i = 0; i < inferences; i++) {
    const images = 1 + random.below(3)
    const { logits } = await model.predict(
      Float32Array.from({ length: images * image.length }, (_, k) => image[k % image.length]!),
    )
    const key = `${net.name} ${images} ${model.plan.bytes.weights}`
    const first = firsts.get(key) ?? logits
    firsts.set(key, first)
    if (!isDeepStrictEqual(logits, first)) throw new Error(`${key}: another result with ${threads} threads`)
  }
  model.dispose()
  return inferences
}

interface Counter {
  made: number
  left: number
}

function watchMemories(): Counter {
  const { Memory } = WebAssembly
  const counter = { made: 0, left: 0 }
  const registry = new FinalizationRegistry(() => counter.left--)
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor)
      counter.made++
      counter.left++
      registry.register(this, undefined)
    }
  }
  return counter
}

function watchThreads(): Counter {
  const counter = { made: 0, left: 0 }
  const module: { Worker: typeof Worker } = process.getBuiltinModule('node:worker_threads')
  module.Worker = class extends Worker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given)
      counter.made++
      counter.left++
      this.on('exit', () => counter.left--)
    }
  }
  return counter
}

/** Lets threads end, and collects what nobody holds any more. */
async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) {
    collect!()
    await wait(20)
  }
}
