/** @file Reading a whole safetensors file. */

import type { Tensor } from '@cnn/shapes'
import { makeTensor, type Checkpoint } from '../checkpoint.ts'
import { FormatError } from '../format-error.ts'
import { headerLength, prefix, readHeader } from './header.ts'

/**
 * Reads tensors of 16, 32 and 64 bits. Throws FormatError, naming the tensor, on whole numbers (other than PyTorch's
 * counters, which are skipped) and on every inconsistency.
 */
export function readSafetensors(bytes: Uint8Array): Checkpoint {
  const start = prefix + headerLength(bytes)
  if (start > bytes.length)
    throw new FormatError(
      `the file is cut off: its header takes ${start - prefix} bytes, ${bytes.length - prefix} are there`,
    )
  // All of it is checked before anything is copied, so that tensors take no more memory than the file.
  const { spans, metadata } = readHeader(bytes.subarray(prefix, start), bytes.length - start)
  const weights = new Map<string, Tensor>()
  const skipped: string[] = []
  for (const { name, type, shape, from, to } of spans)
    if (type === 'counter') skipped.push(name)
    else weights.set(name, makeTensor(name, type, shape, bytes.subarray(start + from, start + to)))
  return { weights, metadata, skipped }
}
