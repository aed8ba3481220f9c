/** @file What a backend is called: with its threads, and never as a GPU where the processor renders. */

import { backendIds, hasShaders, suites, type BackendId, type Cell, type Device, type Suite } from '@cnn/bench'

// Public API

/** What a backend is called for people. */
export const backendNames: Readonly<Record<BackendId, string>> = {
  'cnn-wasm': '@cnn/wasm',
  wasm: 'WASM',
  webgl: 'WebGL',
  webgpu: 'WebGPU',
  cpu: 'plain JavaScript',
  'node-cnn-wasm': '@cnn/wasm in Node',
  'node-wasm': 'WASM in Node',
  'ort-wasm': 'onnxruntime-web on WASM',
  'ort-webgpu': 'onnxruntime-web on WebGPU',
  'litert-wasm': 'LiteRT.js on WASM',
  'litert-webgpu': 'LiteRT.js on WebGPU',
}

/** What a data set is called for people. */
export const suiteNames: Readonly<Record<Suite, string>> = { cifar10: 'CIFAR-10', imagenet: 'ImageNet' }

/** For a row: `wasm ×2`, `webgl (software)`. */
export function backendLabel({ backend, device }: Cell): string {
  const remarks = [softwareRendered(backend, device) && 'software', halfFloats(backend, device) && '16-bit'].filter(
    Boolean,
  )
  return [backend, device?.threads && `×${device.threads}`, remarks.length > 0 && `(${remarks.join(', ')})`]
    .filter(Boolean)
    .join(' ')
}

/** For a heading: `WASM, 2 threads`, `WebGL, software renderer`. */
export const backendTitle = (backend: BackendId, device?: Device): string =>
  [backendNames[backend], ...deviceDetails(backend, device)].join(', ')

/** What has to be known of a device to judge its figures. */
export const deviceDetails = (backend: BackendId, device?: Device): string[] => [
  ...(device?.threads ? [`${device.threads} ${device.threads === 1 ? 'thread' : 'threads'}`] : []),
  ...(softwareRendered(backend, device) ? ['software renderer'] : []),
  ...(halfFloats(backend, device) ? ['16-bit floats'] : []),
]

export const softwareRendered = (backend: BackendId, device?: Device): boolean =>
  hasShaders(backend) && device?.software === true

/** By suite, then the smallest network first, then by backend: the order of a run is drawn by lot and tells nothing. */
export const inOrder = (cells: readonly Cell[]): Cell[] =>
  [...cells].sort(
    (a, b) =>
      suites.indexOf(a.suite) - suites.indexOf(b.suite) ||
      a.parameters - b.parameters ||
      a.network.localeCompare(b.network, 'en') ||
      backendIds.indexOf(a.backend) - backendIds.indexOf(b.backend),
  )

// Implementation

/** WebGL without 32-bit floats computes in 16 bits, which is faster and less exact. */
const halfFloats = (backend: BackendId, device?: Device): boolean => backend === 'webgl' && device?.float32 === false
