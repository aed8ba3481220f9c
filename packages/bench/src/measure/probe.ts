/** @file What is inferred while a latency is measured: the first test images in turn, whose logits are kept. */

import { cifar10Normalisation, normalise, parseCifar10 } from '@cnn/data'
import { hashedImage } from '@cnn/weights'
import type { LatencyOutcome, LatencyTask } from '../hosts/task.ts'
import type { Platform, Ready } from './prepare.ts'

// Public API

/** One inference after the other. */
export interface Probe {
  /** Of how many images the logits are kept. */
  readonly images: number
  /** One image, until its data has arrived. */
  infer(): Promise<void>
  /** The logits of the images so far. Throws where one is not a number: such a backend is broken. */
  answers(): Pick<LatencyOutcome, 'answers'>
}

/** The checking of a backend costs nothing this way: the inferences that are timed give its logits. */
export async function openProbe(task: LatencyTask, { model, net }: Ready, platform: Platform): Promise<Probe> {
  const pictures = task.data === undefined ? [hashedImage(net.input.shape).data] : await testImages(task.data, platform)
  const logits: Float32Array[] = []
  let next = 0
  return {
    images: task.data === undefined ? 0 : pictures.length,
    async infer() {
      const i = next++ % pictures.length
      const { logits: own } = await model.predict(pictures[i]!)
      logits[i] ??= own!.slice()
    },
    answers() {
      if (task.data === undefined) return {}
      for (const [i, own] of logits.entries()) {
        const broken = own.find((logit) => !Number.isFinite(logit))
        if (broken !== undefined) throw new Error(`a logit of the test images ${i} to ${i + 1} is ${broken}`)
      }
      return { answers: { images: logits.length, logits: logits.flatMap((own) => [...own]) } }
    },
  }
}

// Implementation

/** So many tell a backend that computes something else from one that does not; a quick one gets through them. */
const checked = 200
/** Of an image in CIFAR-10's canonical binary form. */
const recordBytes = 3073

async function testImages(url: string, platform: Platform): Promise<Float32Array[]> {
  // All of them would be 30 MB, in every page.
  const bytes = await (platform.readStart?.(url, checked * recordBytes) ?? platform.read(url))
  const test = parseCifar10(bytes.subarray(0, checked * recordBytes), url)
  return Array.from({ length: test.count }, (_, i) => normalise(test, cifar10Normalisation, i, i + 1))
}
