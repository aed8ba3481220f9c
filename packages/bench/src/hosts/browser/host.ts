/**
 * @file Performs tasks in a browser, each in a fresh page. A page that hangs or crashes takes its browser with it; the
 * next task gets another.
 */

import { defaultGrace, hardLimit } from '../limit.ts'
import type { Host, Outcome, Task } from '../task.ts'
import { chromium, type BrowserServer, type Browser as Session } from 'playwright-core'
import { within } from '../within.ts'
import { underWatch } from '../load.ts'
import { aboutSession } from './about.ts'
import { NoBrowserError, type Browser } from './find.ts'
import { patiently } from './life.ts'
import { makeOwnFolder, type OwnFolder } from './own-folder.ts'
import { LostPageError, performInPage, type Heard } from './page.ts'
import { whyNotStarted } from './why-not-started.ts'

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
  #running: Promise<Running> | undefined

  constructor(options: BrowserHostOptions) {
    this.#options = { headless: true, grace: defaultGrace, patience: 20, ...options }
  }

  async start(): Promise<void> {
    await this.#use()
  }

  perform(task: Task, progress: (message: string) => void): Promise<Outcome> {
    return underWatch(task, () => this.#perform(this.#options.origin, task, { progress }))
  }

  /** Another build of the page in the same browser: what differs is the build alone. */
  at(origin: string): Host {
    return { perform: (task, progress, turn) => this.#perform(origin, task, { progress, turn }) }
  }

  async #perform(origin: string, task: Task, heard: Heard): Promise<Outcome> {
    const { grace } = this.#options
    const running = await this.#use()
    const { work, release } = performInPage(running.session, `${origin}/cell.html`, task, heard)
    const limit = hardLimit(task, grace)
    let usable = false
    try {
      const { outcome, ended } = await patiently(running.session, work, task, limit)
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
    const { session } = await this.#use()
    const about = await within(patience / 2, aboutSession(session, `${origin}/cell.html`))
    if (!about)
      throw new NoBrowserError(`the browser ${browser.path} started, but showed no page within ${patience / 2} s`)
    const { name, userAgent, isolated } = about
    return { name, userAgent, isolated, version: session.version(), source: browser.source }
  }

  async close(): Promise<void> {
    const running = await this.#running?.catch(() => undefined)
    if (running) await this.#kill(running)
  }

  async #use(): Promise<Running> {
    const running = await this.#running?.catch(() => undefined)
    if (!running?.session.isConnected()) this.#running = launch(this.#options)
    return this.#running!
  }

  /**
   * Kills the browser: nothing in it is worth keeping, and a page that is busy in synchronous code cannot be closed
   * otherwise.
   */
  async #kill({ server }: Running): Promise<void> {
    this.#running = undefined
    await server.kill()
  }
}

// Implementation

interface Running {
  readonly server: BrowserServer
  readonly session: Session
}

async function launch({ browser, headless, patience }: Required<BrowserHostOptions>): Promise<Running> {
  let launching: Promise<BrowserServer> | undefined
  let folder: OwnFolder | undefined
  try {
    folder = makeOwnFolder()
    // Playwright can kill a browser only if it was launched as a server.
    launching = chromium.launchServer({
      executablePath: browser.path,
      args: [...browser.args],
      artifactsDir: folder.path,
      headless,
      timeout: patience * 1000,
      chromiumSandbox: !browser.args.includes('--no-sandbox'),
      // On Ctrl-C the browser ends with this process; whoever runs the host decides what comes before.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    })
    // Playwright asks a browser that gives no answer for another half a minute to close; nobody waits for that.
    const server = await within(patience, launching)
    if (!server) throw new Error(`Timeout ${patience * 1000}ms exceeded.`)
    folder.owns(server.process())
    server.once('close', folder.remove)
    return { server, session: await chromium.connect(server.wsEndpoint(), { timeout: (patience * 1000) / 2 }) }
  } catch (error) {
    launching?.then((late) => late.kill()).catch(() => undefined)
    folder?.remove()
    throw new NoBrowserError(`the browser ${browser.path} did not start: ${whyNotStarted(error, patience)}`, {
      cause: error,
    })
  }
}
