/** @file Downloads that are kept on disk; one that was ended goes on in the next run. */

import { readFile } from 'node:fs/promises'
import { makeFolder } from '@cnn/data/node'
import { cacheFolder, placeOf } from './cache.ts'
import { download } from './download.ts'
import { checkHash, fetchBytes, type FetchOptions } from './fetch.ts'
import { isPage, pageError } from './page.ts'
import { notKept, Partial } from './partial.ts'

// Public API

/** How a file is fetched, and where it is kept. */
export interface DownloadOptions extends FetchOptions {
  /** Absent, `cnn` in the user's cache folder; `false` keeps nothing. */
  readonly folder?: string | false
}

/**
 * The bytes at a URL, from the folder if they are there. A kept file that no longer has its hash is fetched anew. Of a
 * download that broke off, in this run or an earlier one, only the rest is fetched, if the server says that the file is
 * still the same. A web page that is answered in place of the file, for a login or a closed house, is refused and not
 * kept.
 */
export async function downloaded(
  url: string,
  { folder = cacheFolder(), sha256, ...options }: DownloadOptions = {},
): Promise<Uint8Array> {
  if (folder === false) return fetchBytes(url, { ...options, ...(sha256 !== undefined && { sha256 }) })
  // Named by the hash of the URL, so that no URL can name a place on disk.
  const path = placeOf(url, folder)
  const kept = await readFile(path).catch(() => undefined)
  if (kept && !isPage(kept) && (await isWhole(kept, sha256))) return kept
  await makeFolder(folder).catch((error: unknown) => {
    throw notKept(url, folder, error)
  })
  const partial = await Partial.open(url, path)
  try {
    const { loaded, version } = partial
    if (loaded === 0 || loaded !== version.total) await download(url, partial, options)
    const bytes = await partial.bytes()
    if (sha256 !== undefined)
      await checkHash(bytes, sha256, url).catch(async (error: unknown) => {
        await partial.remove()
        throw error
      })
    if (isPage(bytes)) {
      await partial.remove()
      throw pageError(url)
    }
    await partial.finish()
    return bytes
  } finally {
    await partial.close()
  }
}

// Implementation

const isWhole = (bytes: Uint8Array, sha256: string | undefined): Promise<boolean> =>
  sha256 === undefined
    ? Promise.resolve(true)
    : checkHash(bytes, sha256, 'the kept file').then(
        () => true,
        () => false,
      )
