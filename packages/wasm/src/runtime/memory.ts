/** @file A model's memory, of WebAssembly. */

import { messageOf } from '@cnn/shapes'
import { MemoryError } from './errors.ts'

// Public API

/** In which memory grows. */
export const pageBytes = 65536

/** Memory of so many bytes for a network, that can grow. Throws MemoryError, with the figure, if it cannot be had. */
export function allocate(network: string, shared: boolean, bytes: number): WebAssembly.Memory {
  const pages = Math.ceil(bytes / pageBytes)
  const needs = `network '${network}' needs ${mebibytes(bytes)} MiB`
  if (pages > mostPages)
    throw new MemoryError(`${needs}, and WebAssembly has 4096; use smaller images, or memory: 'small'`)
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: mostPages, shared })
  } catch (error) {
    throw new MemoryError(`${needs}, which cannot be had here: ${messageOf(error)}`)
  }
}

// Implementation

const mostPages = 65536

const mebibytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20)
