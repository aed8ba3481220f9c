/** @file Computes in a page of a browser, by the mechanism of `cnn bench`: the pictures are made ready here, so all backends get the same. */

import type { BackendId, PredictOutcome } from '@cnn/bench'
import { writeSafetensors } from '@cnn/weights'
import { findBrowser } from '../browser/find.ts'
import { openBrowserHost } from '../browser/open-page.ts'
import { appFolder } from '../commands/app.ts'
import { serve } from '../serve.ts'
import { UsageError } from '../usage.ts'
import type { Opened } from './source.ts'

// Public API

export interface BrowserOptions {
  readonly network: string
  readonly backend: BackendId
  /** Path of the browser. */
  readonly browser?: string
}

export async function predictInBrowser(
  { options, weights }: Opened,
  inputs: readonly Float32Array[],
  { network, backend, browser }: BrowserOptions,
): Promise<PredictOutcome> {
  const images = Buffer.concat(inputs.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)))
  const type = 'application/octet-stream'
  const server = await serve({
    folder: appFolder(),
    routes: {
      '/use/weights.safetensors': async () => ({ body: writeSafetensors(weights), type }),
      '/use/images.bin': async () => ({ body: images, type }),
    },
  })
  try {
    const host = await openBrowserHost({
      browser: await findBrowser(browser === undefined ? {} : { path: browser }),
      origin: server.origin,
    })
    try {
      const urls = { weights: `${server.origin}/use/weights.safetensors`, images: `${server.origin}/use/images.bin` }
      // A software GPU needs minutes on a machine that is busy, and here somebody waits for an answer, not for a measurement.
      const budget = 600 + 120 * inputs.length
      const outcome = await host.perform({ kind: 'predict', network, backend, budget, options, ...urls }, () => {})
      if (outcome.kind === 'predict') return outcome
      throw new UsageError(`${backend} cannot be had: ${'reason' in outcome ? outcome.reason : outcome.kind}`)
    } finally {
      await host.close()
    }
  } finally {
    await server.close()
  }
}
