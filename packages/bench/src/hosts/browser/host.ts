/**
 * @file Performs tasks in a browser, each in a fresh page. A page that hangs or crashes takes its browser with it; the
 * next task gets another.
 */

import { defaultGrace, hardLimit } from '../limit.ts'
import type { Host, Outcome, Task } from '../task.ts'
import { within } from '../within.ts'
import { LoadWatch } from '../load.ts'
import { aboutBrowser } from './about.ts'
import { LostPageError, type Heard } from './driven.ts'
import { NoBrowserError, type Browser } from './find.ts'
import { launchChromium } from './launch/chromium.ts'
import { launchFirefox } from './launch/firefox.ts'
import { hangOrSlow, patiently } from './life.ts'
import { performInPage } from './page.ts'
import type { Running } from './launch/running.ts'

// Public API

/** The browser, the page that it shows, and how long it is waited for. */
export interface BrowserHostOptions {
  readonly browser: Browser
  /** Of the server with `/cell.html`, which sets `window.cnnPerform`. */
  readonly origin: string
  readonly headless?: boolean
  /** Seconds that a task gets beyond one and a half of its budget. */
  readonly grace?: number
  /** Seconds that the browser gets to start, and half of them again to show a page. */
  readonly patience?: number
}

/** What the browser says of itself. */
export interface AboutBrowser {
  readonly name: string
  readonly version: string
  readonly userAgent: string
  readonly source: Browser['source']
  readonly isolated: boolean
  /** What is not known of it, in words; absent where nothing is missing. */
  readonly untold?: string[]
}

/** Starts the browser, so that one which does not start is known before anything is measured. */
export async function openBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const host = new BrowserHost(options)
  await host.start()
  return host
}

/** Performs each task in a fresh page of a browser that it drives. */
export class BrowserHost implements Host {
  readonly #options: Required<BrowserHostOptions>
  readonly #watch = new LoadWatch()
  #running: Promise<Running> | undefined

  constructor(options: BrowserHostOptions) {
    this.#options = { headless: true, grace: defaultGrace, patience: 20, ...options }
  }

  async start(): Promise<void> {
    await this.#use()
  }

  perform(task: Task, progress: (message: string) => void): Promise<Outcome> {
    return this.#watch.perform(task, () => this.#perform(this.#options.origin, task, { progress }))
  }

  /** Another build of the page in the same browser: what differs is the build alone. */
  at(origin: string): Host {
    return { perform: (task, progress, turn) => this.#perform(origin, task, { progress, turn }) }
  }

  async #perform(origin: string, task: Task, heard: Omit<Heard, 'said'>): Promise<Outcome> {
    const { grace } = this.#options
    const running = await this.#use()
    const { work, release } = performInPage(running.driven, `${origin}/cell.html`, task, heard)
    const limit = hardLimit(task, grace)
    let usable = false
    try {
      const { outcome, ended } = await patiently(running.processes, work, task, limit)
      usable = ended
      return outcome
    } catch (error) {
      usable = !(error instanceof LostPageError)
      throw error
    } finally {
      if (!usable || !(await release())) await this.#kill(running)
    }
  }

  /** Throws NoBrowserError where the browser shows no page in time. */
  async about(): Promise<AboutBrowser> {
    const { browser, origin, patience } = this.#options
    const { driven, processes } = await this.#use()
    const about = await within(patience / 2, aboutBrowser(driven, `${origin}/cell.html`))
    if (!about)
      throw new NoBrowserError(`the browser ${browser.path} started, but showed no page within ${patience / 2} s`)
    const { name, version, userAgent, isolated } = about
    const untold = [...about.untold, ...(processes ? [] : [hangOrSlow])]
    return { name, version, userAgent, isolated, source: browser.source, ...(untold.length > 0 && { untold }) }
  }

  async close(): Promise<void> {
    const running = await this.#running?.catch(() => undefined)
    if (running) await this.#kill(running)
  }

  async #use(): Promise<Running> {
    const running = await this.#running?.catch(() => undefined)
    if (!running?.driven.isConnected()) this.#running = launchers[this.#options.browser.kind](this.#options)
    return this.#running!
  }

  /**
   * Kills the browser: nothing in it is worth keeping, and a page that is busy in synchronous code cannot be closed
   * otherwise.
   */
  async #kill({ kill }: Running): Promise<void> {
    this.#running = undefined
    await kill()
  }
}

// Implementation

const launchers = { chromium: launchChromium, firefox: launchFirefox } as const
