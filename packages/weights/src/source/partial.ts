/**
 * @file The first bytes of a download on disk, so that another run goes on where one was ended. Beside the bytes, a
 * note says which version of which URL they are of. The name of the file has the version in it: two runs that write it
 * at once write the same bytes to the same places.
 */

import { createHash, randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { open, readFile, rename, rm, writeFile, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { whyNotWritten } from '@cnn/data/node'
import type { Holder, Version } from './download.ts'
import { SourceError } from './error.ts'

// Public API

export class Partial implements Holder {
  loaded = 0
  version: Version = { tag: undefined, total: undefined }
  readonly #url: string
  readonly #path: string
  #file: string | undefined
  #handle: FileHandle | undefined

  private constructor(url: string, path: string) {
    this.#url = url
    this.#path = path
  }

  /** With what an earlier run left. `path` is where the whole file is to be. */
  static async open(url: string, path: string): Promise<Partial> {
    const partial = new Partial(url, path)
    const version = await noted(`${path}.json`, url)
    if (version) await partial.#onDisk(() => partial.#take(version))
    return partial
  }

  restart(version: Version): Promise<void> {
    return this.#onDisk(() => this.#restart(version))
  }

  append(bytes: Uint8Array): Promise<void> {
    return this.#onDisk(() => this.#append(bytes))
  }

  async #restart(version: Version): Promise<void> {
    const same = version.tag !== undefined && version.tag === this.version.tag && version.total === this.version.total
    await (same ? this.#shut() : this.remove())
    await this.#take(version)
    this.loaded = 0
    if (version.tag !== undefined) await writeFile(`${this.#path}.json`, JSON.stringify({ url: this.#url, ...version }))
  }

  async #append(bytes: Uint8Array): Promise<void> {
    for (let from = 0; from < bytes.length;)
      from += (await this.#handle!.write(bytes, from, bytes.length - from, this.loaded + from)).bytesWritten
    this.loaded += bytes.length
  }

  /** What no later run could go on from does not stay. */
  async close(): Promise<void> {
    await this.#shut()
    if (this.version.tag === undefined) await this.remove()
  }

  /** All bytes, before the file is in its place. */
  async bytes(): Promise<Uint8Array> {
    const { buffer, byteOffset } = await this.#handle!.readFile()
    return new Uint8Array(buffer, byteOffset, this.loaded)
  }

  /** Puts the file in its place, unless another run was there first. */
  async finish(): Promise<void> {
    await this.#shut()
    await rename(this.#file!, this.#path).catch(() => {})
    // Who has the bytes needs no note.
    await writeFile(`${this.#path}.url`, this.#url).catch(() => {})
    await this.remove()
  }

  async remove(): Promise<void> {
    await this.#shut()
    if (this.#file !== undefined) await rm(this.#file, { force: true })
    await rm(`${this.#path}.json`, { force: true })
    this.#file = undefined
  }

  /** What the disk refuses is no broken line: fetching it again would end as this did. */
  async #onDisk(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      throw notKept(this.#url, dirname(this.#path), error)
    }
  }

  async #shut(): Promise<void> {
    await this.#handle?.close()
    this.#handle = undefined
  }

  /** Opens the file of that version, with what is in it. */
  async #take(version: Version): Promise<void> {
    this.version = version
    const name = version.tag === undefined ? randomUUID() : hash(`${version.tag} ${version.total}`).slice(0, 16)
    this.#file = `${this.#path}.${name}.part`
    // Not emptied: another run may be at it.
    this.#handle = await open(this.#file, constants.O_RDWR | constants.O_CREAT)
    const { size } = await this.#handle.stat()
    this.loaded = size <= (version.total ?? Infinity) ? size : 0
  }
}

/** A download for which there is no room, and how it can be had all the same. */
export const notKept = (url: string, folder: string, error: unknown): SourceError =>
  new SourceError(
    `${url} cannot be kept in ${folder}: ${whyNotWritten(error)}; XDG_CACHE_HOME can name another folder`,
    { cause: error },
  )

/** In hexadecimal. */
export const hash = (text: string): string => createHash('sha256').update(text).digest('hex')

// Implementation

/** What the note of an earlier run says, if there is one that is whole. */
async function noted(path: string, url: string): Promise<Version | undefined> {
  try {
    const note = JSON.parse(await readFile(path, 'utf8')) as { url?: unknown; tag?: unknown; total?: unknown }
    if (note.url !== url || typeof note.tag !== 'string') return undefined
    return { tag: note.tag, total: typeof note.total === 'number' ? note.total : undefined }
  } catch {
    return undefined
  }
}
