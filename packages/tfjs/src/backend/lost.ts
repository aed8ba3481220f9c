/** @file A GPU may go away under a running page: without this, the data that a page awaits from it would never come. */

import { backend, getBackend } from '@tensorflow/tfjs-core'

// Public API

/** The same promise, but rejected as soon as the current backend's GPU is lost. */
export function unlessLost<T>(work: Promise<T>): Promise<T> {
  const waiting = watch()
  return new Promise((resolve, reject) => {
    waiting.add(reject)
    work.then(resolve, reject).finally(() => waiting.delete(reject))
  })
}

// Implementation

type Reject = (error: Error) => void

interface GpuBackend {
  /** WebGPU. */
  readonly device?: { readonly lost?: Promise<{ readonly message: string; readonly reason: string }> }
  /** WebGL. */
  readonly gpgpu?: { readonly gl: WebGLRenderingContext }
}

/** One watch for each backend, however many inferences. */
const watches = new WeakMap<object, Set<Reject>>()

function watch(): Set<Reject> {
  const name = getBackend()
  const current = backend() as unknown as GpuBackend
  const known = watches.get(current)
  if (known) return known
  const waiting = new Set<Reject>()
  const gone = (why: string) => {
    for (const reject of waiting)
      reject(new Error(`the ${name} backend is gone: ${why}; reload the page to start it again`))
  }
  void current.device?.lost?.then(({ message, reason }) => gone(message || `its device was lost (${reason})`))
  current.gpgpu?.gl.canvas.addEventListener('webglcontextlost', () => gone('its context was lost'), { once: true })
  watches.set(current, waiting)
  return waiting
}
