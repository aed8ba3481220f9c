/**
 * @file A run as it might come back from a machine without a GPU: two networks measured on CIFAR-10, six ImageNet
 * networks of which some were too slow, and one failure. All its figures are written down or follow from `spread` by
 * hand.
 */

import type { Accuracy, OwnBackendId, Cell, Device, Latency, Results } from '../../src/results/results.ts'
import {
  lenet,
  resnet20,
  alexnet,
  googlenet,
  resnet18,
  densenet121,
  resnet50,
  vgg16,
  type Facts,
} from './fixture-networks.ts'

/** Of 21 samples sorted, times the median: the 11th is the median, the 19th is the 90th percentile. */
const spread = [
  0.94, 0.95, 0.955, 0.96, 0.965, 0.97, 0.98, 0.985, 0.99, 0.995, 1, 1.005, 1.01, 1.015, 1.02, 1.03, 1.04, 1.06, 1.08,
  1.15, 1.4,
]
/** By hand: the sum is 21.5; of the squares 22.20835. */
const mean = 21.5 / 21
const deviation = 0.0991
const half = 0.0451

const devices: Readonly<Record<OwnBackendId, Device>> = {
  wasm: { name: 'Intel Xeon Platinum 8481C', software: false, threads: 2, simd: true },
  webgl: {
    name: 'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
    software: true,
    float32: true,
  },
  webgpu: { name: 'google swiftshader', software: true },
  cpu: { name: 'Intel Xeon Platinum 8481C', software: false },
  'cnn-wasm': { name: 'WebAssembly', software: false, threads: 1, simd: true },
  'node-cnn-wasm': { name: 'WebAssembly', software: false, threads: 1, simd: true },
  'node-wasm': { name: 'Intel Xeon Platinum 8481C', software: false, threads: 2, simd: true },
}

const latency = (median: number): Latency => ({
  download: median / 4,
  setup: median * 3 + 40,
  first: median * 2,
  // The order in which they were taken, not sorted.
  samples: spread.map((_, i) => median * spread[(i * 8) % 21]!),
  median,
  p90: median * 1.08,
  mean: median * mean,
  deviation: median * deviation,
  interval: [median * (mean - half), median * (mean + half)],
})

/** Wilson intervals of 6,342 and 9,137 of 10,000, and of 915 of 1,000, from the formula by hand. */
const lenetAccuracy = { images: 10_000, correct: 6342, top1: 0.6342, interval: [0.6247, 0.6436] } as const
const resnetAccuracy = { images: 10_000, correct: 9137, top1: 0.9137, interval: [0.908, 0.919] } as const
const resnetShort = { images: 1000, correct: 915, top1: 0.915, interval: [0.8961, 0.9307] } as const

const accuracy = (
  { interval, ...of }: { images: number; correct: number; top1: number; interval: readonly [number, number] },
  labelsEqual: number,
  logitDifference: number,
): Partial<Cell> => ({
  accuracyStatus: 'measured',
  accuracy: {
    ...of,
    interval: [...interval],
    reference: 'wasm',
    labelsEqual,
    logitDifference,
    seconds: of.images / 400,
  } satisfies Accuracy,
})

const measured = (facts: Facts, backend: OwnBackendId, median: number, more: Partial<Cell> = {}): Cell => ({
  ...facts,
  backend,
  status: 'measured',
  device: devices[backend],
  latency: latency(median),
  ...more,
})
const skipped = (facts: Facts, backend: OwnBackendId, estimate: number): Cell => ({
  ...facts,
  backend,
  status: 'skipped',
  reason: 'it would not end in the budget of 60 s',
  estimate,
})

const absent = ({ network, suite, backend, input, parameters, macs, weights, published }: Cell): Cell => ({
  network,
  suite,
  backend,
  input,
  parameters,
  macs,
  weights,
  ...(published && { published }),
  status: 'absent',
  reason: 'this browser offers no WebGPU adapter (navigator.gpu is undefined)',
})

/** The medians are chosen so that the order of the networks differs from backend to backend. */
export const fixture: Results = {
  version: 1,
  environment: {
    date: '2026-10-05T06:43:41.000Z',
    commit: '3f2a9c1d5e7b8a90c4d6e8f0a1b2c3d4e5f60718',
    versions: { '@cnn/bench': '0.1.0', '@tensorflow/tfjs-core': '4.22.0', node: '24.21.0' },
    system: 'linux x64',
    processor: 'Intel Xeon Platinum 8481C',
    cores: 2,
    browser: {
      name: 'Chromium',
      version: '153.0.7923.0',
      userAgent:
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/153.0.0.0 Safari/537.36',
      source: 'embedded',
      isolated: true,
    },
  },
  budget: 60,
  seed: 1,
  complete: true,
  // Drawn by lot, as a run leaves them.
  cells: [
    measured(resnet20, 'wasm', 6.4, accuracy(resnetAccuracy, 1, 0)),
    measured(lenet, 'webgl', 8.2, accuracy(lenetAccuracy, 0.9999, 2.1e-6)),
    measured(vgg16, 'wasm', 912),
    measured(lenet, 'wasm', 0.62, accuracy(lenetAccuracy, 1, 0)),
    measured(resnet20, 'webgl', 61.5, accuracy(resnetShort, 1, 3.4e-5)),
    measured(resnet20, 'webgpu', 48.3, accuracy(resnetShort, 0.998, 2.9e-5)),
    measured(lenet, 'webgpu', 5.1, accuracy(lenetAccuracy, 1, 1.8e-6)),
    measured(lenet, 'cpu', 21.4, accuracy(lenetAccuracy, 1, 2e-6)),
    measured(resnet20, 'cpu', 1240, {
      latency: { ...latency(1240), samples: [1240], p90: 1240, mean: 1240, deviation: 0, interval: [1240, 1240] },
      accuracyStatus: 'skipped',
      accuracyReason: 'fewer than 100 images would fit in the budget of 60 s',
    }),
    measured(lenet, 'node-wasm', 0.55, accuracy(lenetAccuracy, 1, 4e-7)),
    measured(resnet20, 'node-wasm', 5.9, accuracy(resnetAccuracy, 1, 1e-6)),
    measured(alexnet, 'wasm', 58.7),
    measured(googlenet, 'wasm', 118),
    measured(resnet18, 'wasm', 121),
    measured(densenet121, 'wasm', 236),
    measured(resnet50, 'wasm', 287),
    measured(alexnet, 'webgl', 688),
    measured(googlenet, 'webgl', 1530),
    measured(resnet18, 'webgl', 1490),
    {
      ...densenet121,
      backend: 'webgl',
      status: 'failed',
      device: devices.webgl,
      reason: 'Failed to compile fragment shader.',
    },
    measured(resnet50, 'webgl', 3870),
    skipped(vgg16, 'webgl', 252_000),
    measured(alexnet, 'webgpu', 402),
    measured(googlenet, 'webgpu', 905),
    measured(resnet18, 'webgpu', 1080),
    measured(densenet121, 'webgpu', 1620),
    measured(resnet50, 'webgpu', 2250),
    skipped(vgg16, 'webgpu', 131_000),
    skipped(alexnet, 'cpu', 421_000),
    skipped(googlenet, 'cpu', 912_000),
    skipped(resnet18, 'cpu', 1_050_000),
    skipped(densenet121, 'cpu', 1_640_000),
    skipped(resnet50, 'cpu', 2_380_000),
    skipped(vgg16, 'cpu', 8_990_000),
    measured(alexnet, 'node-wasm', 54.1),
    measured(googlenet, 'node-wasm', 109),
    measured(resnet18, 'node-wasm', 113),
    measured(densenet121, 'node-wasm', 208),
    measured(resnet50, 'node-wasm', 266),
    measured(vgg16, 'node-wasm', 871),
  ],
}

/** The same run where the browser has no WebGPU. */
export const withoutWebGPU: Results = {
  ...fixture,
  cells: fixture.cells.map((cell) => (cell.backend === 'webgpu' ? absent(cell) : cell)),
}

/** The run with one cell changed. */
export const change = (
  network: string,
  backend: OwnBackendId,
  changes: Partial<Cell>,
  results: Results = fixture,
): Results => ({
  ...results,
  cells: results.cells.map((cell) =>
    cell.network === network && cell.backend === backend ? { ...cell, ...changes } : cell,
  ),
})
