/** @file SHA-256 of what a run reads, so that later runs can be told to have read the same. */

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Results } from '@cnn/bench'
import { urls } from '@cnn/trained/all'

// Public API

/** Of the trained weights by network, and of the test images. */
export interface Sums {
  readonly weights: Readonly<Record<string, string>>
  readonly images?: string
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Of the weights that come with this, of those networks that have some. */
export async function trainedSums(networks: readonly string[]): Promise<Record<string, string>> {
  const found = networks.flatMap((id) => (urls.has(id) ? [[id, urls.get(id)!] as const] : []))
  return Object.fromEntries(await Promise.all(found.map(async ([id, url]) => [id, sha256(await readFile(url))])))
}

/** The results with the sums of what was read. */
export const withSums = (results: Results, { weights, images }: Sums): Results => ({
  ...results,
  ...(images !== undefined && { imagesSha256: images }),
  cells: results.cells.map((cell) =>
    cell.weights === 'trained' && Object.hasOwn(weights, cell.network)
      ? { ...cell, weightsSha256: weights[cell.network]! }
      : cell,
  ),
})
