/**
 * @file A browser at a W3C WebDriver endpoint: chromedriver, geckodriver, Selenium Grid, BrowserStack, Appium.
 *
 * An endpoint performs one command of a session after the other, and one that waits for a page which computes without
 * end waits as long: not even the end of the session gets through. So the page that is measured has a window of its
 * own, and the commands go to another one of the same origin, which hears through a BroadcastChannel. Where there is
 * one window alone, as on some phones, or one that hides the other, it is both.
 */

import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { messageOf } from '@cnn/shapes'
import type { Outcome, Task } from '../../task.ts'
import { LostPageError, type DrivenBrowser, type DrivenPage, type Heard } from '../driven.ts'
import { NoBrowserError } from '../find.ts'
import { secretsIn } from '../secrets.ts'
import { Endpoint, UnreachableError, WebDriverError } from './endpoint.ts'
import { hear, parsePacked, performInside, type Event } from './inside.ts'
import { announce, begin, next, wasHidden, watch, watchSight } from './watch.ts'

// Public API

/** Where sessions are had, and of what browser. */
export interface WebDriverOptions {
  /** `http://…` or `https://…`, with credentials where the endpoint wants some: `https://USER:KEY@…`. */
  readonly url: string
  /** What the standard calls `alwaysMatch`: the browser's name and version, options of its driver. */
  readonly capabilities: Readonly<Record<string, unknown>>
  /** Seconds that a session may take to begin. */
  readonly patience: number
}

/** Begins a session. Throws NoBrowserError where there is none to be had. */
export async function openWebDriver({ url, capabilities, patience }: WebDriverOptions): Promise<DrivenBrowser> {
  const endpoint = new Endpoint(url, secretsIn(capabilities))
  const began = await endpoint
    .send<NewSession>('POST', '/session', { body: { capabilities: { alwaysMatch: capabilities } }, seconds: patience })
    .catch((error: unknown) => {
      throw new NoBrowserError(refused(endpoint.shown, error), { cause: error })
    })
  if (typeof began?.sessionId !== 'string')
    throw new NoBrowserError(`${endpoint.shown} answers, but not as a W3C WebDriver endpoint does: it named no session`)
  return new Session(endpoint, began)
}

// Implementation

interface NewSession {
  readonly sessionId: string
  readonly capabilities?: Readonly<Record<string, unknown>>
}

function refused(shown: string, error: unknown): string {
  if (error instanceof UnreachableError)
    return `no WebDriver endpoint answers at ${shown}: ${error.message}; does it run, and is this its address?`
  if (!(error instanceof WebDriverError)) return `${shown} gives no session: ${messageOf(error)}`
  if (error.status === 401 || error.status === 403)
    return `${shown} refuses these credentials: ${error.message}; they stand in the address, https://USER:KEY@…`
  if (error.code === undefined || error.code === 'unknown command')
    return (
      `${shown} is no WebDriver endpoint, it answered ${error.status}: ${error.message}; ` +
      'its path may be missing, which is often /wd/hub'
    )
  return `${shown} gives no session: ${error.message}; the browser and its options are named by --capabilities`
}

/** Seconds that a command may take. */
const longest = 60
/** Milliseconds for which a call waits for news: short enough for the end of a session to get through soon. */
const listening = 3000

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

class Session implements DrivenBrowser {
  readonly version: string
  readonly platform: string | undefined
  readonly #endpoint: Endpoint
  readonly #path: string
  #connected = true
  /** Whether commands go to the very page that is measured; undefined until it is known. */
  #alone: boolean | undefined
  /** The window that the session began with, and the one that commands go to now. */
  #home: string | undefined
  #current: string | undefined

  constructor(endpoint: Endpoint, { sessionId, capabilities = {} }: NewSession) {
    this.#endpoint = endpoint
    this.#path = `/session/${encodeURIComponent(sessionId)}`
    this.version = text(capabilities['browserVersion']) ?? text(capabilities['version']) ?? 'unknown'
    this.platform = text(capabilities['platformName'])
  }

  isConnected(): boolean {
    return this.#connected
  }

  async newPage(heard: Heard): Promise<DrivenPage> {
    const home = (this.#home ??= this.#current = await this.#send<string>('GET', '/window'))
    let own = this.#alone ? home : await this.#newWindow(home)
    const show = async (handle: string, url: string) => {
      await this.#switch(handle)
      await this.#send('POST', '/url', { url })
    }
    return {
      goto: async (url) => {
        // The other window needs to be of the same origin, and nothing more.
        if (own !== home && !(await this.#isAt(home, url))) await show(home, url)
        await show(own, url)
        if (own === home) return
        this.#alone ??= await this.#hides(own, home)
        if (!this.#alone) return
        await this.#send('DELETE', '/window')
        await show((own = home), url)
      },
      ask: async (question, given) => {
        await this.#switch(own)
        return this.#call(question, given)
      },
      perform: (task) => this.#perform(task, { own, home }, heard),
      close: async () => {
        await this.#switch(own)
        if (own === home) await this.#send('POST', '/url', { url: 'about:blank' })
        else {
          await this.#send('DELETE', '/window')
          await this.#switch(home)
        }
      },
    }
  }

  async close(): Promise<void> {
    if (!this.#connected) return
    this.#connected = false
    await this.#endpoint.send('DELETE', this.#path, { seconds: longest / 2 }).catch((error: unknown) => {
      if (error instanceof WebDriverError && error.code === 'invalid session id') return
      const { shown } = this.#endpoint
      process.emitWarning(`the session at ${shown} could not be ended: ${messageOf(error)}; end it there`)
    })
  }

  /** The window that there is, where there can be no other. */
  async #newWindow(home: string): Promise<string> {
    try {
      return (await this.#send<{ handle: string }>('POST', '/window/new', { type: 'window' })).handle
    } catch (error) {
      if (error instanceof LostPageError) throw error
      return home
    }
  }

  async #switch(handle: string): Promise<void> {
    if (this.#current !== handle) await this.#send('POST', '/window', { handle })
    this.#current = handle
  }

  async #isAt(handle: string, url: string): Promise<boolean> {
    await this.#switch(handle)
    return (await this.#call(() => location.origin)) === new URL(url).origin
  }

  /** Whether a window goes out of sight when commands go to the other one: browsers slow it down then. */
  async #hides(own: string, home: string): Promise<boolean> {
    await this.#call(watchSight)
    await this.#switch(home)
    await pause(300)
    await this.#switch(own)
    return this.#call(wasHidden)
  }

  async #perform(task: Task, { own, home }: { own: string; home: string }, heard: Heard): Promise<Outcome> {
    const channel = randomUUID()
    await this.#switch(home)
    await this.#call(watch, channel)
    await this.#switch(own)
    await this.#run(`(${String(announce)})(${String(performInside)}, ...arguments)`, [channel, JSON.stringify(task)])
    await this.#switch(home)
    await this.#call(begin, channel, own !== home)
    for (let seen = 0; ;) {
      const events: readonly string[] = await this.#call(next, channel, seen, listening)
      seen += events.length
      for (const event of events) {
        if (event === 'lost') throw new LostPageError('page crashed')
        const outcome = hear(parsePacked(event) as Event, heard)
        if (outcome) return outcome
      }
    }
  }

  /** What a function gives that runs in the current window. */
  #call<Args extends readonly unknown[], T>(code: (...args: Args) => T | Promise<T>, ...args: Args): Promise<T> {
    return this.#run<T>(`(${String(code)})(...arguments)`, args)
  }

  #run<T>(expression: string, args: readonly unknown[]): Promise<T> {
    return this.#send<T>('POST', '/execute/sync', { script: `return ${expression}`, args })
  }

  async #send<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
    if (!this.#connected) throw new LostPageError('session ended')
    try {
      return await this.#endpoint.send<T>(method, `${this.#path}${path}`, { body, seconds: longest })
    } catch (error) {
      if (error instanceof UnreachableError)
        throw new LostPageError(`endpoint ${this.#endpoint.shown} gave no answer (${error.message})`, { cause: error })
      if (!(error instanceof WebDriverError) || !isLost(error)) throw error
      // Where there is no such session, there is none to end.
      if (error.code === 'invalid session id') this.#connected = false
      throw new LostPageError(`session at ${this.#endpoint.shown} ended (${error.message})`, { cause: error })
    }
  }
}

/** Chrome's driver has no code of its own for a page or a browser that is gone. */
const isLost = ({ code, message }: WebDriverError): boolean =>
  code === 'invalid session id' ||
  code === 'no such window' ||
  /tab crashed|not reachable|disconnected|not connected to DevTools/.test(message)
