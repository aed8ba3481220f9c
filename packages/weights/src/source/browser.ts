/** @file Files that a page has: by URL, kept in the browser's cache, and those that its visitor chose. */

import type { Files } from '../read.ts'
import { SourceError } from './error.ts'
import { checkHash, fetchBytes, type FetchOptions } from './fetch.ts'
import { isPage, pageError } from './page.ts'

// Public API

/** How weights are fetched and kept in the browser. */
export interface CachedOptions extends FetchOptions {
  /** Of the browser's Cache Storage; absent, nothing is kept. */
  readonly cache?: string
}

/** A file at a URL, and those beside it. */
export async function fromUrl(url: string | URL, options: CachedOptions = {}): Promise<Files> {
  const { sha256, ...others } = options
  const fetched = new Set<string>()
  const get = (from: string | URL, how: CachedOptions) => {
    fetched.add(String(from))
    return cached(from, how)
  }
  const { cache } = options
  return {
    bytes: await get(url, options),
    beside: (path) => get(new URL(path, url), others),
    ...(cache !== undefined && sha256 === undefined && { refuse: () => forgetAll([...fetched], cache) }),
  }
}

/**
 * Files that the visitor chose, of which tfjs's, ONNX with its data and sharded checkpoints are more than one. Rejects
 * with SourceError if none asks for the others.
 */
export async function fromFiles(chosen: Iterable<File>): Promise<Files> {
  const files = [...chosen]
  const main =
    files.length === 1
      ? files[0]
      : ['model.json', '.index.json', '.json', '.onnx'].flatMap((ending) =>
          files.filter(({ name }) => name.endsWith(ending)),
        )[0]
  if (!main)
    throw new SourceError(
      `${files.length} files were chosen; give one, or a model.json or an index with its shards, or ` +
        'an .onnx with its data',
    )
  const beside = async (path: string) => {
    const file = files.find(({ name }) => name === path.split('/').at(-1))
    if (!file) throw new SourceError(`${main.name} asks for ${path}, which was not chosen with it`)
    return bytesOf(file)
  }
  return { bytes: await bytesOf(main), beside }
}

// Implementation

const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer())

async function forgetAll(urls: readonly string[], cache: string): Promise<string | undefined> {
  if (typeof caches === 'undefined') return undefined
  const store = await caches.open(cache)
  const gone = await Promise.all(urls.map((url) => store.delete(url)))
  return gone.includes(true) ? `the browser's cache '${cache}'` : undefined
}

async function cached(url: string | URL, options: CachedOptions): Promise<Uint8Array> {
  if (options.cache === undefined || typeof caches === 'undefined') return fetchBytes(url, options)
  const store = await caches.open(options.cache)
  const kept = await store.match(url)
  if (kept) {
    const bytes = new Uint8Array(await kept.arrayBuffer())
    if (options.sha256 !== undefined) await checkHash(bytes, options.sha256, `the kept copy of ${url}`)
    return bytes
  }
  const bytes = await fetchBytes(url, options)
  if (isPage(bytes)) throw pageError(url)
  // Too large for the visitor's disk: the weights are there all the same.
  await store.put(url, new Response(bytes as Uint8Array<ArrayBuffer>)).catch(() => {})
  return bytes
}
