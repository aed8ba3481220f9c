/** @file Which GPU a browser has, and whether it is one: a software renderer must never pass for a GPU. */

import type { Device } from './device.ts'

// Public API

/** WebGPU's adapter, or why there is none. */
export async function gpuAdapter(): Promise<Device | string> {
  const { gpu } = globalThis.navigator as Partial<Navigator>
  if (!gpu) return 'this browser has no WebGPU, or not on this page (it needs https or localhost)'
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter) return 'this browser has WebGPU but no adapter for it'
  const { vendor, architecture, device, description } = adapter.info
  const name =
    [description, device, [vendor, architecture].filter(Boolean).join(' ')].find(Boolean) ?? 'unknown adapter'
  return { name, software: isSoftware(`${name} ${architecture}`) || isFallback(adapter) }
}

/** WebGL's renderer, or null where there is no WebGL 2. */
export function glRenderer(): Device | null {
  // Without a document, as in a worker, tfjs draws on such a canvas too. Node has neither.
  const gl = globalThis.document
    ? document.createElement('canvas').getContext('webgl2')
    : globalThis.OffscreenCanvas && new OffscreenCanvas(1, 1).getContext('webgl2')
  if (!gl) return null
  const unmasked = gl.getExtension('WEBGL_debug_renderer_info')
  const name = String(gl.getParameter(unmasked?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER))
  // A page may hold only so many contexts; this one has told what it knows.
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  return { name, software: isSoftware(name) }
}

// Implementation

/** Renderers that compute on the processor: Chrome's, Mesa's, Windows' and Apple's. */
const isSoftware = (name: string): boolean =>
  /swiftshader|llvmpipe|lavapipe|softpipe|microsoft basic render|software/i.test(name)

/** The flag moved from the adapter to its info. */
function isFallback(adapter: GPUAdapter): boolean {
  const { isFallbackAdapter } = adapter.info as GPUAdapterInfo & { isFallbackAdapter?: boolean }
  return isFallbackAdapter ?? (adapter as GPUAdapter & { isFallbackAdapter?: boolean }).isFallbackAdapter ?? false
}
