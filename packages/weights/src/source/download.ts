/**
 * @file Follows a URL to its end, into whatever holds the bytes. What is held of the same version is not fetched again:
 * the rest is asked for by `Range`, on the condition `If-Range` (RFC 9110, sections 13.1.5 and 14.2), and an answer of
 * all the bytes begins anew.
 */

import { bounds, messageOf } from '@cnn/shapes'
import { SourceError } from './error.ts'

// Public API

export interface DownloadLimits {
  /** Called with the bytes that are there and, where the server tells, of how many. */
  readonly onProgress?: (loaded: number, total: number | undefined) => void
  /** Larger answers are refused; 2 GiB, `bounds.download`, if absent. */
  readonly largest?: number
  /** How often a broken line is taken up again; 3 times if absent. */
  readonly retries?: number
  readonly signal?: AbortSignal
  readonly fetch?: typeof fetch
}

/** What tells two contents of one URL apart. */
export interface Version {
  /** A strong ETag or date of modification; without one, no rest can be asked for. */
  readonly tag: string | undefined
  /** Bytes of the whole. */
  readonly total: number | undefined
}

/** The first bytes of a file, in memory or on disk. */
export interface Holder {
  readonly loaded: number
  readonly version: Version
  /** Forgets what is there. */
  restart(version: Version): Promise<void>
  append(bytes: Uint8Array): Promise<void>
}

/** Rejects with SourceError on answers other than 200 and 206, on files too large, and where the line stays broken. */
export async function download(url: string | URL, holder: Holder, options: DownloadLimits): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await follow(url, holder, options)
    } catch (error) {
      if (error instanceof SourceError || (error instanceof Error && error.name === 'AbortError')) throw error
      if (options.signal?.aborted || tries >= (options.retries ?? 3))
        throw new SourceError(`${url} cannot be read: ${messageOf(error)}`)
    }
  }
}

// Implementation

async function follow(url: string | URL, holder: Holder, options: DownloadLimits): Promise<void> {
  const { loaded, version } = holder
  const resume = loaded > 0 && version.tag !== undefined
  const headers: Record<string, string> = resume ? { Range: `bytes=${loaded}-`, 'If-Range': version.tag } : {}
  const response = await (options.fetch ?? fetch)(url, { headers, ...(options.signal && { signal: options.signal }) })
  // There is no such rest, or it is of another version, which a server that does not know If-Range gives.
  if (resume && (response.status === 416 || (response.status === 206 && changed(response, version)))) {
    await response.body?.cancel()
    await holder.restart(unknown)
    return follow(url, holder, options)
  }
  if (response.status === 206 && resume) checkRange(response, loaded)
  else if (response.status === 200) await holder.restart(versionOf(response))
  else throw new SourceError(`${url} answers ${response.status} ${response.statusText}`)
  if (!response.body) throw new SourceError(`${url} gives no content`)
  await drain(url, response.body, holder, options)
  const { total } = holder.version
  if (total !== undefined && holder.loaded < total)
    throw new TypeError(`the line broke after ${holder.loaded} of ${total} bytes`)
}

async function drain(
  url: string | URL,
  body: ReadableStream<Uint8Array>,
  holder: Holder,
  options: DownloadLimits,
): Promise<void> {
  const { onProgress, largest = bounds.download } = options
  const reader = body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (holder.loaded + part.value.length > largest) {
      await reader.cancel()
      throw new SourceError(`${url} gives more than ${largest} bytes`)
    }
    const { total } = holder.version
    if (total !== undefined && holder.loaded + part.value.length > total) {
      await reader.cancel()
      throw new SourceError(`${url} gives more than the ${total} bytes that it told of`)
    }
    await holder.append(part.value)
    onProgress?.(holder.loaded, holder.version.total)
  }
}

const unknown: Version = { tag: undefined, total: undefined }

function versionOf({ headers }: Response): Version {
  // A length of what is compressed on the way is not the length of the file, and its bytes are not those of a range.
  if (headers.get('content-encoding') !== null) return unknown
  const length = headers.get('content-length')
  return { tag: tagOf(headers), total: length === null ? undefined : Number(length) }
}

/**
 * A weak ETag says that two contents mean the same, not that they are. A date does too if the file may have changed
 * again within its second.
 */
function tagOf(headers: Headers): string | undefined {
  const tag = headers.get('etag')
  if (tag !== null) return tag.startsWith('W/') ? undefined : tag
  const [modified, now] = [headers.get('last-modified'), headers.get('date')]
  return modified !== null && now !== null && Date.parse(now) - Date.parse(modified) >= 1000 ? modified : undefined
}

function changed({ headers }: Response, { tag, total }: Version): boolean {
  const other = headers.get('etag') ?? headers.get('last-modified')
  const length = /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1]
  return (
    (other !== null && other !== tag && headers.get('last-modified') !== tag) ||
    (total !== undefined && length !== undefined && Number(length) !== total)
  )
}

function checkRange({ headers }: Response, loaded: number): void {
  const range = headers.get('content-range') ?? ''
  if (!range.startsWith(`bytes ${loaded}-`))
    throw new SourceError(`the server was asked for bytes from ${loaded} on, and gives '${range.slice(0, 100)}'`)
}
