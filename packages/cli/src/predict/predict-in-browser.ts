/** @file Computes in pages of a browser, by the mechanism of `cnn bench`: the pictures are made ready here, so all backends get the same. */

import type { Device, PredictOutcome } from '@cnn/bench'
import { writeSafetensors } from '@cnn/weights'
import { findBrowser, openBrowserHost, type BrowserHost, serve } from '@cnn/bench/node'
import { appFolder } from '../page/folder.ts'
import { UsageError } from '../terminal/usage.ts'
import type { PredictOptions, Work } from './predict.ts'
import type { Opened } from '../weights/open.ts'

// Public API

export async function predictInBrowser(
  opened: Opened,
  work: Work,
  { backend, browser }: PredictOptions,
): Promise<Device | undefined> {
  const found = await findBrowser({ path: browser })
  let images = new Uint8Array()
  const type = 'application/octet-stream'
  const server = await serve({
    folder: appFolder(),
    routes: {
      [places.weights]: async () => ({ body: writeSafetensors(opened.weights), type }),
      [places.images]: async () => ({ body: images, type }),
    },
  })
  try {
    const host = await openBrowserHost({ browser: found, origin: server.origin })
    try {
      let device: Device | undefined
      for (let from = 0; from < work.count;) {
        const { ready, next } = await some(work, from)
        if (ready.length > 0) {
          const inputs = ready.map(({ input }) => input)
          images = Buffer.concat(
            inputs.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)),
          )
          const batch = inputs[0]!.length > small ? 1 : work.batch
          const outcome = await perform(
            host,
            opened,
            { count: inputs.length, batch, backend },
            server.origin,
            (message) =>
              work.progress(
                next === work.count && from === 0 ? message : `from ${from + 1} of ${work.count} on: ${message}`,
              ),
          )
          for (const [k, logits] of outcome.logits.entries()) work.found(ready[k]!.i, logits, outcome.milliseconds[k]!)
          device = outcome.device
        }
        from = next
      }
      return device
    } finally {
      await host.close()
    }
  } finally {
    await server.close()
  }
}

// Implementation

const places = { weights: '/use/weights.safetensors', images: '/use/images.bin' }

/** WebGL lays all windows of a convolution out in one texture, which those of twenty photos would outgrow. */
const small = 64 * 64 * 3

/** So many bytes of pictures go to a page at once: all of CIFAR-10's test images, or 222 of 224². */
const most = 128 * 2 ** 20

/** The next pictures from `from` on, and where those after them begin. */
async function some(
  { count, input }: Work,
  from: number,
): Promise<{ ready: { i: number; input: Float32Array }[]; next: number }> {
  const ready = []
  let bytes = 0
  let i = from
  for (; i < count && (bytes === 0 || bytes + bytes / ready.length <= most); i++) {
    const one = await input(i)
    if (!one) continue
    ready.push({ i, input: one })
    bytes += one.byteLength
  }
  return { ready, next: i }
}

async function perform(
  host: BrowserHost,
  { network, options }: Opened,
  {
    count,
    batch,
    backend,
  }: { readonly count: number; readonly batch: number; readonly backend: PredictOptions['backend'] },
  origin: string,
  progress: (message: string) => void,
): Promise<PredictOutcome> {
  // A software GPU needs minutes on a machine that is busy, and here somebody waits for an answer, not for a measurement.
  const budget = 600 + 120 * count
  const urls = { weights: `${origin}${places.weights}`, images: `${origin}${places.images}` }
  const outcome = await host.perform({ kind: 'predict', network, backend, budget, options, batch, ...urls }, progress)
  if (outcome.kind === 'predict') return outcome
  throw new UsageError(`${backend} cannot be had: ${'reason' in outcome ? outcome.reason : outcome.kind}`)
}
