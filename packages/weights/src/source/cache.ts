/**
 * @file What is kept of downloads: a file named by the hash of its URL, and beside it the URL, so that people can see
 * what it is.
 */

import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { hash } from './partial.ts'

// Public API

/** `cnn` in the user's cache folder. */
export const cacheFolder = (): string => join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'cnn')

/** A file that is kept from a download. */
export interface Kept {
  /** Undefined for what an earlier version kept, which noted none. */
  readonly url: string | undefined
  readonly path: string
  readonly bytes: number
  /** When it was fetched. */
  readonly date: Date
  /** Whether it is the beginning of a download that was ended. */
  readonly partial: boolean
}

/** All downloads in the folder, the latest first. What is called otherwise than this names downloads is not ours. */
export async function keptDownloads(folder = cacheFolder()): Promise<Kept[]> {
  const names = await readdir(folder).catch(() => [])
  const found = names.flatMap((name) => {
    const [, key, part] = download.exec(name) ?? []
    return key === undefined ? [] : [{ path: join(folder, name), key: join(folder, key), partial: part !== undefined }]
  })
  const all = await Promise.all(
    found.map(async ({ path, key, partial }): Promise<Kept | undefined> => {
      const about = await stat(path).catch(() => undefined)
      return about?.isFile()
        ? { url: await noted(key), path, bytes: about.size, date: about.mtime, partial }
        : undefined
    }),
  )
  return all.filter((kept) => kept !== undefined).toSorted((a, b) => b.date.getTime() - a.date.getTime())
}

/** Removes them, with the notes beside them. */
export async function clearDownloads(folder = cacheFolder()): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  await Promise.all(names.filter((name) => ours.test(name)).map((name) => rm(join(folder, name), { force: true })))
}

/** Where the download of a URL is kept, or is to be. */
export const placeOf = (url: string, folder: string): string => join(folder, hash(url))

/** Removes what is kept of a URL. Whether there was something. */
export async function forget(url: string, folder: string): Promise<boolean> {
  const path = placeOf(url, folder)
  const there = await rm(path).then(
    () => true,
    () => false,
  )
  await rm(`${path}.url`, { force: true })
  return there
}

// Implementation

const download = /^([0-9a-f]{64})(\.[\w-]+\.part)?$/
const ours = /^[0-9a-f]{64}(\.(url|json|[\w-]+\.part))?$/

async function noted(key: string): Promise<string | undefined> {
  const url = await readFile(`${key}.url`, 'utf8').catch(() => undefined)
  if (url !== undefined) return url
  try {
    const { url: begun } = JSON.parse(await readFile(`${key}.json`, 'utf8')) as { readonly url?: unknown }
    return typeof begun === 'string' ? begun : undefined
  } catch {
    return undefined
  }
}
