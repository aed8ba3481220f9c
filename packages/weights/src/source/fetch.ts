/** @file Bytes from a URL: streamed, with progress, resumed where the line breaks, and checked against a hash. */

import { FormatError } from '../format-error.ts'

// Public API

export interface FetchOptions {
  /** Called with the bytes that are there and, where the server tells, of how many. */
  readonly onProgress?: (loaded: number, total: number | undefined) => void
  /** What the bytes must hash to, in hexadecimal. */
  readonly sha256?: string
  /** Larger answers are refused; 2 GiB if absent. */
  readonly largest?: number
  /** How often a broken line is taken up again; 3 times if absent. */
  readonly retries?: number
  readonly signal?: AbortSignal
  readonly fetch?: typeof fetch
}

/** A URL that does not give what it should. */
export class SourceError extends Error {
  override name = 'SourceError'
}

/**
 * The bytes at a URL. Where the line breaks, the rest is asked for by a Range request, if the server can and says that the file is still the
 * same. Rejects with SourceError on answers other than 200 and 206 and on files too large, with FormatError on another hash.
 */
export async function fetchBytes(url: string | URL, options: FetchOptions = {}): Promise<Uint8Array> {
  const { sha256, largest = 2 ** 31, retries = 3 } = options
  const download: Download = { parts: [], loaded: 0, total: undefined, tag: undefined }
  for (let tries = 0; ; tries++) {
    try {
      await follow(url, download, options, largest)
      break
    } catch (error) {
      if (error instanceof SourceError || options.signal?.aborted || tries >= retries) throw wrapped(url, error)
    }
  }
  const bytes = joined(download)
  if (sha256 !== undefined) await checkHash(bytes, sha256, String(url))
  return bytes
}

/** Rejects with FormatError unless the bytes have this SHA-256, in hexadecimal. */
export async function checkHash(bytes: Uint8Array, sha256: string, what: string): Promise<void> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>))
  const found = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  if (found !== sha256.toLowerCase())
    throw new FormatError(`${what} has the SHA-256 ${found}, not ${sha256}: it is damaged, or another file`)
}

// Implementation

interface Download {
  parts: Uint8Array[]
  loaded: number
  total: number | undefined
  /** What the server calls this version of the file, without which no rest may be asked for. */
  tag: string | undefined
}

async function follow(url: string | URL, download: Download, options: FetchOptions, largest: number): Promise<void> {
  const resume = download.loaded > 0 && download.tag !== undefined
  const headers: Record<string, string> = resume ? { Range: `bytes=${download.loaded}-`, 'If-Range': download.tag! } : {}
  const response = await (options.fetch ?? fetch)(url, { headers, ...(options.signal && { signal: options.signal }) })
  if (response.status === 206 && resume) checkRange(response, download.loaded)
  else if (response.status === 200) restart(download, response)
  else throw new SourceError(`${url} answers ${response.status} ${response.statusText}`)
  if (!response.body) throw new SourceError(`${url} gives no content`)
  const reader = response.body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    download.loaded += part.value.length
    if (download.loaded > largest) {
      await reader.cancel()
      throw new SourceError(`${url} gives more than ${largest} bytes`)
    }
    download.parts.push(part.value)
    options.onProgress?.(download.loaded, download.total)
  }
  if (download.total !== undefined && download.loaded < download.total) throw new TypeError('the line broke')
}

function restart(download: Download, response: Response): void {
  download.parts = []
  download.loaded = 0
  // A length of what is compressed on the way is not the length of the file.
  const length = response.headers.get('content-encoding') === null ? response.headers.get('content-length') : null
  download.total = length === null ? undefined : Number(length)
  const tag = response.headers.get('etag')
  download.tag = tag === null || tag.startsWith('W/') ? undefined : tag
}

function checkRange(response: Response, loaded: number): void {
  const range = response.headers.get('content-range') ?? ''
  if (!range.startsWith(`bytes ${loaded}-`))
    throw new SourceError(`the server was asked for bytes from ${loaded} on, and gives '${range.slice(0, 100)}'`)
}

function joined({ parts, loaded }: Download): Uint8Array {
  const bytes = new Uint8Array(loaded)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

const wrapped = (url: string | URL, error: unknown): Error =>
  error instanceof SourceError || (error instanceof Error && error.name === 'AbortError')
    ? error
    : new SourceError(`${url} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
