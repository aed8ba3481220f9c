/** @file Performs tasks in a browser elsewhere: that of a Playwright server, or one at a W3C WebDriver endpoint. */

import { messageOf } from '@cnn/shapes'
import { defaultGrace, hardLimit, tooLate } from '../limit.ts'
import type { Host, Outcome, Task } from '../task.ts'
import { within } from '../within.ts'
import { aboutBrowser, type AboutPage } from './about.ts'
import { drivenByPlaywright, loadChromium } from './drive/playwright.ts'
import { openWebDriver } from './drive/webdriver.ts'
import { LostPageError, type DrivenBrowser } from './driven.ts'
import { NoBrowserError } from './find.ts'
import { hangOrSlow } from './life.ts'
import { open, performInPage } from './page.ts'
import { redacted, withoutSecrets } from './secrets.ts'

// Public API

/** Where the browser is driven, what it shows, and how long it is waited for. */
export interface RemoteHostOptions {
  /**
   * Address of a Playwright server, `ws://…` or `wss://…`, or of a W3C WebDriver endpoint, `http://…` or `https://…`.
   * Credentials in it are used and never told.
   */
  readonly url: string
  /**
   * Of the server with `/cell.html`, as the browser reaches it. One on this machine's loopback is reached through a
   * Playwright server; a WebDriver endpoint takes it for its own machine's.
   */
  readonly origin: string
  /** For a WebDriver endpoint: what the standard calls `alwaysMatch`. */
  readonly capabilities?: Readonly<Record<string, unknown>>
  /** Seconds that a task gets beyond one and a half of its budget. */
  readonly grace?: number
  /** Seconds that the server gets to answer; absent, 20, or 180 for a session, which may have to wait for a device. */
  readonly patience?: number
}

/** Performs each task in a fresh page; one that hangs costs the connection, and the next task gets another. */
export class RemoteHost implements Host {
  readonly #options: Required<RemoteHostOptions>
  readonly #shown: string
  #connected: Promise<DrivenBrowser> | undefined
  #closing: Promise<unknown> | undefined

  constructor(options: RemoteHostOptions) {
    const patience = isWebDriver(options.url) ? 180 : 20
    this.#options = { grace: defaultGrace, capabilities: {}, patience, ...options }
    this.#shown = redacted(options.url)
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
      if (!usable || !(await release())) await this.close()
    }
  }

  /** Throws NoBrowserError where no such server answers, or its browser shows no page in time. */
  async about(): Promise<AboutPage & { readonly source: 'remote' }> {
    const { origin, url, patience } = this.#options
    const browser = await this.#use()
    const about = await within(
      patience,
      aboutBrowser(browser, `${origin}/cell.html`).catch((error: unknown) => {
        if (error instanceof LostPageError)
          throw new NoBrowserError(`the ${error.message} before anything was measured`, { cause: error })
        const why = messageOf(error).split('\n', 1)[0]
        const hint = isWebDriver(url) && isLoopback(origin) ? `; ${elsewhere}` : ''
        throw new NoBrowserError(`the browser at ${this.#shown} cannot show the page: ${why}${hint}`, { cause: error })
      }),
    )
    if (!about) throw new NoBrowserError(`the browser at ${this.#shown} showed no page within ${patience} s`)
    return { ...about, untold: [...about.untold, ...untold], source: 'remote' }
  }

  /** Those of these paths below the origin which the browser can have. */
  async has(paths: readonly string[]): Promise<readonly string[]> {
    const { origin } = this.#options
    const page = await (await this.#use()).newPage({ progress: () => {}, said: () => {} })
    await open(page, `${origin}/cell.html`)
    const found = await page.ask(async (all) => {
      const there: string[] = []
      for (const path of all) {
        // Below the page, which lies beside them.
        const answer = await fetch(`./${path}`, { method: 'HEAD' }).catch(() => undefined)
        if (answer?.ok) there.push(path)
      }
      return there
    }, paths)
    await page.close()
    return found
  }

  /** Ends the session; one that has only been asked for ends when it has begun. */
  async close(): Promise<void> {
    this.#closing = Promise.all([this.#closing, this.#end()])
    await this.#closing
  }

  async #end(): Promise<void> {
    const connected = this.#connected
    this.#connected = undefined
    // A Playwright server ends what belongs to a connection that is gone.
    const { url, patience } = this.#options
    const seconds = isWebDriver(url) ? patience : 5
    await within(seconds, connected?.then((browser) => browser.close()).catch(() => undefined) ?? Promise.resolve())
  }

  async #use(): Promise<DrivenBrowser> {
    const browser = await this.#connected?.catch(() => undefined)
    if (!browser?.isConnected()) this.#connected = connect(this.#options)
    return this.#connected!
  }
}

// Implementation

const isWebDriver = (url: string): boolean => /^https?:/.test(url)
const isLoopback = (origin: string): boolean =>
  /^https?:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:|\/|$)/.test(origin)

const elsewhere =
  'that is an address of its own machine: where it runs on another one, name by --origin how the page is reached'

/** What is not known of any machine elsewhere. */
const untold = ['how busy the machine was', hangOrSlow]

async function connect({ url, capabilities, patience }: Required<RemoteHostOptions>): Promise<DrivenBrowser> {
  if (!/^(ws|http)s?:\/\/./.test(url) || !URL.canParse(url))
    throw new NoBrowserError(
      `${redacted(url)} is no address of a browser elsewhere; it has to begin with ws:// or wss:// for a Playwright ` +
        'server, with http:// or https:// for a WebDriver endpoint',
    )
  if (isWebDriver(url)) return openWebDriver({ url, capabilities, patience })
  const chromium = await loadChromium()
  try {
    const session = await chromium.connect(url, { timeout: patience * 1000, exposeNetwork: '<loopback>' })
    return drivenByPlaywright(session)
  } catch (error) {
    const why = messageOf(error)
      .replace(/^\w+\.\w+: /, '')
      .split('\n', 1)[0]!
    const { username, password, search } = new URL(url)
    const plain = withoutSecrets(why, [url, username, password, search.slice(1)])
    throw new NoBrowserError(`no Playwright server answers at ${redacted(url)}: ${plain}`, { cause: error })
  }
}
