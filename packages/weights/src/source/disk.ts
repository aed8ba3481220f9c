/** @file Downloads that are kept on disk, whole or not at all. */

import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { checkHash, fetchBytes, type FetchOptions } from './fetch.ts'

// Public API

export interface DownloadOptions extends FetchOptions {
  /** Absent, `cnn` in the user's cache folder; `false` keeps nothing. */
  readonly folder?: string | false
}

/** The bytes at a URL, from the folder if they are there. A kept file that no longer has its hash is fetched anew. */
export async function downloaded(url: string, { folder = defaultFolder(), ...options }: DownloadOptions = {}): Promise<Uint8Array> {
  if (folder === false) return fetchBytes(url, options)
  // Named by the hash of the URL, so that no URL can name a place on disk.
  const path = join(folder, createHash('sha256').update(url).digest('hex'))
  const kept = await readFile(path).catch(() => undefined)
  if (kept && (await isWhole(kept, options.sha256))) return kept
  const bytes = await fetchBytes(url, options)
  await mkdir(folder, { recursive: true })
  // Another run may write the same file: each has its own, and the last one to be renamed stays.
  const unfinished = `${path}.${randomUUID()}`
  await writeFile(unfinished, bytes)
  await rename(unfinished, path)
  return bytes
}

// Implementation

const defaultFolder = () => join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cnn')

const isWhole = (bytes: Uint8Array, sha256: string | undefined): Promise<boolean> =>
  sha256 === undefined
    ? Promise.resolve(true)
    : checkHash(bytes, sha256, 'the kept file').then(
        () => true,
        () => false,
      )
