/** @file Performs tasks in a browser, each in a fresh page. A page that hangs or crashes takes its browser with it; the next task gets another. */

import { defaultGrace, hardLimit, tooLate } from '../limit.ts'
import type { Host, Outcome, Task } from '../task.ts'
import { chromium, type BrowserServer, type Page, type Browser as Session } from 'playwright-core'
import { within } from '../within.ts'
import { NoBrowserError, type Browser } from './find.ts'
import { whyNotStarted } from './why-not-started.ts'

// Public API

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

export class BrowserHost implements Host {
  readonly #options: Required<BrowserHostOptions>
  #running: Promise<Running> | undefined

  constructor(options: BrowserHostOptions) {
    this.#options = { headless: true, grace: defaultGrace, patience: 20, ...options }
  }

  async start(): Promise<void> {
    await this.#use()
  }

  async perform(task: Task, progress: (message: string) => void): Promise<Outcome> {
    const { origin, grace } = this.#options
    const running = await this.#use()
    const { work, release } = performInPage(running.session, `${origin}/cell.html`, task, progress)
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
    return { ...about, version: session.version(), source: browser.source }
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

  /** Nothing is worth keeping in it, and a page that is busy in synchronous code cannot be closed politely. */
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

/** The page or the whole browser went away. */
class LostPageError extends Error {}

async function launch({ browser, headless, patience }: Required<BrowserHostOptions>): Promise<Running> {
  let server: BrowserServer | undefined
  try {
    // As a server, since only that can be killed.
    server = await chromium.launchServer({
      executablePath: browser.path,
      args: [...browser.args],
      headless,
      timeout: patience * 1000,
      chromiumSandbox: !browser.args.includes('--no-sandbox'),
      // On Ctrl-C the browser ends with this process; whoever runs the host decides what comes before.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    })
    return { server, session: await chromium.connect(server.wsEndpoint(), { timeout: (patience * 1000) / 2 }) }
  } catch (error) {
    void server?.kill()
    throw new NoBrowserError(`the browser ${browser.path} did not start: ${whyNotStarted(error, patience)}`, {
      cause: error,
    })
  }
}

async function aboutSession(
  session: Session,
  url: string,
): Promise<Pick<AboutBrowser, 'name' | 'userAgent' | 'isolated'>> {
  const context = await session.newContext()
  const page = await context.newPage()
  await open(page, url)
  const seen = await page.evaluate(() => {
    const data: { brands: { brand: string }[] } | undefined = Reflect.get(navigator, 'userAgentData')
    return {
      brands: data?.brands.map(({ brand }) => brand) ?? [],
      userAgent: navigator.userAgent,
      isolated: crossOriginIsolated,
    }
  })
  await context.close()
  const name = ['Google Chrome', 'Microsoft Edge'].find((brand) => seen.brands.includes(brand)) ?? 'Chromium'
  return { name, userAgent: seen.userAgent, isolated: seen.isolated }
}

/** `release` closes the page, and says whether that was possible. */
function performInPage(session: Session, url: string, task: Task, progress: (message: string) => void) {
  // The last few lines, none longer than anybody would read.
  let said: string[] = []
  const hear = (line: string) => (said = [...said, line.slice(0, 300)].slice(-5))
  let lost: 'page crashed' | 'browser closed' | undefined
  const opened = session.newContext()

  const act = async (): Promise<Outcome> => {
    const page = await (await opened).newPage()
    page.on('console', (message) => message.type() === 'error' && hear(message.text()))
    page.on('pageerror', (error) => hear(plainMessage(error)))
    const crash = new Promise<never>((_, reject) => {
      const lose = (what: typeof lost) => {
        lost ??= what
        reject(new Error(what))
      }
      page.once('crash', () => lose('page crashed'))
      session.once('disconnected', () => lose('browser closed'))
    })
    const measure = async () => {
      await page.exposeFunction('cnnProgress', progress)
      await open(page, url)
      return page.evaluate<Outcome, Task>((given) => {
        const cell: Cell = Object(window)
        return cell.cnnPerform(given, cell.cnnProgress)
      }, task)
    }
    return Promise.race([measure(), crash])
  }

  const work = act().catch(async (error: unknown) => {
    // What was under way may hear of the end before the events do.
    await new Promise((resolve) => setTimeout(resolve, 200))
    if (!session.isConnected()) lost ??= 'browser closed'
    const context = said.length > 0 ? `\nThe page said:\n${said.map((line) => `  ${line}\n`).join('')}` : ''
    if (lost)
      throw new LostPageError(`the ${lost} while it measured ${task.network} on ${task.backend}${context}`, {
        cause: error,
      })
    throw new Error(`${plainMessage(error)}${context}`, { cause: error })
  })

  const release = async () => {
    const closed = opened
      .then((context) => context.close())
      .then(
        () => true,
        () => false,
      )
    return Promise.race([closed, new Promise<boolean>((resolve) => setTimeout(resolve, 5000, false).unref())])
  }
  return { work, release }
}

/** The page's window, as far as it matters here. */
interface Cell {
  readonly cnnPerform: (task: Task, progress: (message: string) => void) => Promise<Outcome>
  readonly cnnProgress: (message: string) => void
}

async function open(page: Page, url: string): Promise<void> {
  const response = await page.goto(url)
  if (!response?.ok()) throw new Error(`${url} answered ${response?.status() ?? 'nothing'}`)
  await page
    .waitForFunction(() => 'cnnPerform' in window, undefined, { timeout: 10_000 })
    .catch((error: unknown) => {
      throw new Error(`${url} did not set window.cnnPerform within 10 s`, { cause: error })
    })
}

/** Without Playwright's prefix and call log and without the stack that is part of the messages from a page. */
function plainMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message
    .replace(/^\w+\.\w+: (Error: )?/, '')
    .split(/\n(?:\s+at |Call log:|Browser logs:)/, 1)[0]!
    .trim()
}
