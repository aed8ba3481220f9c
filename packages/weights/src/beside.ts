/** @file Files that another file asks for. */

import { tell } from './checkpoint.ts'
import { FormatError } from './format-error.ts'

/** Gives the file of that path beside the one that asks for it. */
export type ReadBeside = (path: string) => Promise<Uint8Array>

/**
 * The path, beside the file that asks or below, and no URL: a stranger's file must not choose what else is read. `./`
 * is taken off, which tfjs writes before each of its shards (tfjs-core/src/io/browser_files.ts, http.ts). Throws
 * FormatError on one that leads elsewhere.
 */
export function pathBeside(path: string): string {
  const plain = path.replace(/^(?:\.\/+)+/, '')
  if (!/^[^/\\:?#%]+(\/[^/\\:?#%]+)*$/.test(plain) || plain.split('/').some((part) => part === '..' || part === '.'))
    throw new FormatError(`the file ${tell(path)} would lie outside of the model`)
  return plain
}
