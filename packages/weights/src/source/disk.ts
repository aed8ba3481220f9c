/** @file Downloads that are kept on disk; one that was ended goes on in the next run. */

import { mkdir, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { download } from './download.ts'
import { SourceError } from './error.ts'
import { checkHash, fetchBytes, type FetchOptions } from './fetch.ts'
import { hash, Partial } from './partial.ts'

// Public API

export interface DownloadOptions extends FetchOptions {
  /** Absent, `cnn` in the user's cache folder; `false` keeps nothing. */
  readonly folder?: string | false
}

/**
 * The bytes at a URL, from the folder if they are there. A kept file that no longer has its hash is fetched anew. Of a download that broke off,
 * in this run or an earlier one, only the rest is fetched, if the server says that the file is still the same. A web page that is answered in
 * place of the file, for a login or a closed house, is refused and not kept.
 */
export async function downloaded(
  url: string,
  { folder = defaultFolder(), sha256, ...options }: DownloadOptions = {},
): Promise<Uint8Array> {
  if (folder === false) return fetchBytes(url, { ...options, ...(sha256 !== undefined && { sha256 }) })
  // Named by the hash of the URL, so that no URL can name a place on disk.
  const path = join(folder, hash(url))
  const kept = await readFile(path).catch(() => undefined)
  if (kept && !isPage(kept) && (await isWhole(kept, sha256))) return kept
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new SourceError(
      `${folder}, where downloads are kept, cannot be made: ${error instanceof Error ? error.message : String(error)}`,
    )
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
      throw new SourceError(`${url} answers with a web page, no weights; it may ask for a login, or have moved`)
    }
    await partial.finish()
    return bytes
  } finally {
    await partial.close()
  }
}

// Implementation

/** No format of weights begins like one. */
const isPage = (bytes: Uint8Array): boolean =>
  /^\s*<(!doctype|html|head|\?xml|!--)/i.test(new TextDecoder().decode(bytes.subarray(0, 200)))

const defaultFolder = () => join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cnn')

const isWhole = (bytes: Uint8Array, sha256: string | undefined): Promise<boolean> =>
  sha256 === undefined
    ? Promise.resolve(true)
    : checkHash(bytes, sha256, 'the kept file').then(
        () => true,
        () => false,
      )
