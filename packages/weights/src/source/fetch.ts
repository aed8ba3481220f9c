/** @file Bytes from a URL: streamed, with progress, resumed where the line breaks, and checked against a hash. */

import { FormatError } from '../format-error.ts'
import { download, type DownloadLimits, type Holder, type Version } from './download.ts'

// Public API

/** How a file is fetched. */
export interface FetchOptions extends DownloadLimits {
  /**
   * What the bytes must hash to, in hexadecimal, or how that begins, as torch.hub puts it into the names of its files.
   */
  readonly sha256?: string
}

/**
 * The bytes at a URL. Where the line breaks, the rest is asked for by a Range request, if the server can and says that
 * the file is still the same. Rejects with SourceError on answers other than 200 and 206 and on files too large, with
 * FormatError on another hash.
 */
export async function fetchBytes(url: string | URL, { sha256, ...options }: FetchOptions = {}): Promise<Uint8Array> {
  const held = new Memory()
  await download(url, held, options)
  const bytes = held.joined()
  if (sha256 !== undefined) await checkHash(bytes, sha256, String(url))
  return bytes
}

/** Rejects with FormatError unless the bytes have this SHA-256, in hexadecimal, or one that begins so. */
export async function checkHash(bytes: Uint8Array, sha256: string, what: string): Promise<void> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>))
  const found = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  if (sha256 === '' || !found.startsWith(sha256.toLowerCase()))
    throw new FormatError(`${what} has the SHA-256 ${found}, not ${sha256}: it is damaged, or another file`)
}

// Implementation

class Memory implements Holder {
  loaded = 0
  version: Version = { tag: undefined, total: undefined }
  #parts: Uint8Array[] = []

  async restart(version: Version): Promise<void> {
    this.version = version
    this.loaded = 0
    this.#parts = []
  }

  async append(bytes: Uint8Array): Promise<void> {
    this.#parts.push(bytes)
    this.loaded += bytes.length
  }

  joined(): Uint8Array {
    const bytes = new Uint8Array(this.loaded)
    let at = 0
    for (const part of this.#parts) {
      bytes.set(part, at)
      at += part.length
    }
    return bytes
  }
}
