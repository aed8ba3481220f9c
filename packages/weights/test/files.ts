/** @file The files that benchmarks/proofs/checkpoints/make_files.py wrote. */

import { readFileSync } from 'node:fs'
import type { Tensor, Weights } from '@cnn/shapes'

export const file = (name: string): Uint8Array => readFileSync(new URL(`files/${name}`, import.meta.url))

/** The values of tiny.pth, as PyTorch printed them. */
export const tiny: Weights = new Map(
  Object.entries(
    JSON.parse(new TextDecoder().decode(file('tiny.json'))) as Record<string, { shape: number[]; data: number[] }>,
  ).map(([name, { shape, data }]): [string, Tensor] => [name, { shape, data: Float32Array.from(data) }]),
)
