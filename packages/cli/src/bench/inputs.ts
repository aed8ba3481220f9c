/** @file What a run reads: trained weights, and test images. */

import { pathOf } from '@cnn/trained'
import { urls } from '@cnn/trained/all'
import { say } from '../terminal/print.ts'
import { sha256, trainedSums, type Sums } from './sums.ts'

// Public API

/** Below the origin. */
export const imagesPath = '/data/cifar10/test.bin'

/** What there is, and the sums of what is known. */
export interface Inputs {
  readonly weights: (network: string) => boolean
  readonly images: boolean
  readonly sums: Sums
}

/** What this serves. */
export const fromHere = async (networks: readonly string[], images: Uint8Array | undefined): Promise<Inputs> => ({
  weights: () => true,
  images: images !== undefined,
  sums: { weights: await trainedSums(networks), ...(images && { images: sha256(images) }) },
})

/** What somebody else serves beside the page: its sums are not known. What is missing is said. */
export async function fromPage(
  has: (paths: readonly string[]) => Promise<readonly string[]>,
  networks: readonly string[],
): Promise<Inputs> {
  const wanted = networks.filter((id) => urls.has(id))
  const found = new Set(await has([imagesPath.slice(1), ...wanted.map((id) => pathOf(id))]))
  const missing = wanted.filter((id) => !found.has(pathOf(id)))
  if (missing.length > 0)
    say(`Random weights are measured of ${missing.join(', ')}: there are none beside the page at --origin.\n`)
  const images = found.has(imagesPath.slice(1))
  if (!images) say(`No accuracy will be measured: there is no ${imagesPath.slice(1)} beside the page at --origin.\n`)
  return { weights: (id) => found.has(pathOf(id)), images, sums: { weights: {} } }
}
