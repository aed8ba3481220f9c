/** @file What the visitor reads about networks and backends before they are measured. */

import { formatCount, formatMagnitude } from '@cnn/shapes'
import { backendNames } from '@cnn/report'
import type { OwnBackendId, Cell, Suite } from '@cnn/bench'

// Public API

export const suiteTexts: Readonly<Record<Suite, { readonly title: string; readonly note: string }>> = {
  cifar10: {
    title: 'CIFAR-10: measured accuracy',
    note:
      'Images of 32 × 32 pixels, with weights that come with this page: latency and accuracy are both ' +
      'measured here.',
  },
  imagenet: {
    title: 'ImageNet: latency here, published accuracy',
    note:
      'Images of 224 × 224 pixels, with random weights: the latency is measured here, the accuracy is ' +
      'what others have published.',
  },
}

/** `25,557,032 parameters, 4.09 G MACs` and who published what. */
export function describeCost({ parameters, macs, published }: Pick<Cell, 'parameters' | 'macs' | 'published'>): string {
  const cost = `${together(`${formatCount(parameters)} parameters,`)} ${together(`${formatMagnitude(macs)} MACs`)}`
  const best = published?.top1 === undefined ? published?.top5 : published.top1
  if (best === undefined) return cost
  return `${cost}; ${together(`published: ${best.toFixed(1)} % top-${published?.top1 === undefined ? 5 : 1}`)}`
}

export const describeBackend = (id: OwnBackendId): [title: string, note: string] => [backendNames[id], notes[id]]

// Implementation

/** No line ends between a number and its unit. */
const together = (text: string) => text.replaceAll(' ', '\u00a0')

/** These notes do not say what a shader runs on: it may be the processor, as the header of the page tells. */
const notes: Readonly<Record<OwnBackendId, string>> = {
  'cnn-wasm': "WebAssembly on the processor, this project's kernels",
  wasm: 'WebAssembly on the processor',
  webgl: 'graphics shaders',
  webgpu: 'compute shaders',
  cpu: 'on the processor, the slowest way',
  'node-cnn-wasm': 'not in a page',
  'node-wasm': 'not in a page',
}
