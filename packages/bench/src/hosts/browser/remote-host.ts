/** @file Performs tasks in a browser that a Playwright server drives, on this machine or elsewhere. */

import { messageOf } from '@cnn/shapes'
import { chromium, type Browser as Session } from 'playwright-core'
import { defaultGrace, hardLimit, tooLate } from '../limit.ts'
import type { Host, Outcome, Task } from '../task.ts'
import { within } from '../within.ts'
import { aboutSession, type AboutPage } from './about.ts'
import { NoBrowserError } from './find.ts'
import { LostPageError, performInPage } from './page.ts'

// Public API

/** Where the browser is driven, what it shows, and how long it is waited for. */
export interface RemoteHostOptions {
  /** Address of the Playwright server: `ws://…` or `wss://…`. */
  readonly url: string
  /** Of the server with `/cell.html`. One on this machine's loopback is reached through the Playwright server. */
  readonly origin: string
  /** Seconds that a task gets beyond one and a half of its budget. */
  readonly grace?: number
  /** Seconds that the server gets to answer. */
  readonly patience?: number
}

/** Performs each task in a fresh page; one that hangs costs the connection, and the next task gets another. */
export class RemoteHost implements Host {
  readonly #options: Required<RemoteHostOptions>
  #connected: Promise<Session> | undefined

  constructor(options: RemoteHostOptions) {
    this.#options = { grace: defaultGrace, patience: 20, ...options }
  }

  /** Throws NoBrowserError where no such server answers. */
  async perform(task: Task, progress: (message: string) => void): Promise<Outcome> {
    const { origin, grace } = this.#options
    const { work, release } = performInPage(await this.#use(), `${origin}/cell.html`, task, { progress })
    const limit = hardLimit(task, grace)
    let usable = false
    try {
      const outcome = await within(limit, work)
      usable = outcome !== undefined
      return outcome ?? tooLate(limit)
    } catch (error) {
      usable = !(error instanceof LostPageError)
      throw error
    } finally {
      if (!(await release()) || !usable) await this.close()
    }
  }

  /** Throws NoBrowserError where no such server answers, or its browser shows no page in time. */
  async about(): Promise<AboutPage & { readonly version: string; readonly source: 'remote' }> {
    const { origin, url, patience } = this.#options
    const session = await this.#use()
    const about = await within(
      patience,
      aboutSession(session, `${origin}/cell.html`).catch((error: unknown) => {
        throw new NoBrowserError(`the browser at ${url} cannot show the page: ${messageOf(error).split('\n', 1)[0]}`)
      }),
    )
    if (!about) throw new NoBrowserError(`the browser at ${url} showed no page within ${patience} s`)
    return { ...about, version: session.version(), source: 'remote' }
  }

  async close(): Promise<void> {
    const connected = this.#connected
    this.#connected = undefined
    // The server ends what belongs to a connection that is gone.
    await within(5, connected?.then((session) => session.close()).catch(() => undefined) ?? Promise.resolve())
  }

  async #use(): Promise<Session> {
    const session = await this.#connected?.catch(() => undefined)
    if (!session?.isConnected()) this.#connected = connect(this.#options)
    return this.#connected!
  }
}

// Implementation

async function connect({ url, patience }: Required<RemoteHostOptions>): Promise<Session> {
  if (!/^wss?:\/\/./.test(url))
    throw new NoBrowserError(`${url} is no address of a Playwright server; it has to begin with ws:// or wss://`)
  try {
    return await chromium.connect(url, { timeout: patience * 1000, exposeNetwork: '<loopback>' })
  } catch (error) {
    const why = messageOf(error)
      .replace(/^\w+\.\w+: /, '')
      .split('\n', 1)[0]
    throw new NoBrowserError(`no Playwright server answers at ${url}: ${why}`, { cause: error })
  }
}
