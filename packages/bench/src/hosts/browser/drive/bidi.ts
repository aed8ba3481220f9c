/** @file A browser that speaks WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/), as Firefox does by itself. */

import { CnnError, messageOf } from '@cnn/shapes'
import type { Outcome } from '../../task.ts'
import { LostPageError, type DrivenBrowser, type DrivenPage, type Heard } from '../driven.ts'
import { hear, parsePacked, performInside, type Event } from './inside.ts'

// Public API

/** Connects, and begins a session. Rejects where nobody answers at the address or it is no such browser. */
export async function openBidi(url: string): Promise<DrivenBrowser> {
  const connection = await connect(url)
  const { capabilities } = await connection.send<{ capabilities: Capabilities }>('session.new', { capabilities: {} })
  await connection.send('session.subscribe', { events: ['script.message', 'browsingContext.contextDestroyed'] })
  return {
    version: capabilities.browserVersion,
    platform: capabilities.platformName,
    isConnected: () => connection.open,
    newPage: (heard) => newPage(connection, heard),
    async close() {
      connection.end()
    },
  }
}

// Implementation

interface Capabilities {
  readonly browserVersion: string
  readonly platformName: string
}

interface Connection {
  readonly open: boolean
  send<T>(method: string, params: object): Promise<T>
  /** Hears events until the listener is taken away by what this gives. */
  listen(listener: Listener): () => void
  end(): void
}

interface Listener {
  readonly event: (method: string, params: EventParams) => void
  readonly closed: () => void
}

/** Of the events that are subscribed to. */
interface EventParams {
  readonly channel?: string
  readonly context?: string
  readonly data?: { readonly value?: unknown }
}

interface Message {
  readonly id?: number
  readonly type: 'success' | 'error' | 'event'
  readonly method: string
  readonly params: EventParams
  readonly result: unknown
  readonly error: string
  readonly message: string
}

/** What the browser answers where it cannot do what it was told. */
class BidiError extends CnnError {}

async function connect(url: string): Promise<Connection> {
  const socket = new WebSocket(url)
  await new Promise<void>((ready, reject) => {
    socket.addEventListener('open', () => ready())
    socket.addEventListener('error', () => reject(new BidiError(`nothing answers at ${url}`)))
  })
  const waiting = new Map<number, { settle: (result: unknown) => void; reject: (error: Error) => void }>()
  const listeners = new Set<Listener>()
  let last = 0
  socket.addEventListener('message', ({ data }) => {
    const { id, type, method, params, result, error, message }: Message = JSON.parse(String(data))
    if (type === 'event') for (const listener of listeners) listener.event(method, params)
    const asked = waiting.get(id ?? 0)
    waiting.delete(id ?? 0)
    if (type === 'success') asked?.settle(result)
    else asked?.reject(new BidiError(`${error}: ${message.split('\n', 1)[0]}`))
  })
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new LostPageError('browser closed'))
    for (const { closed } of listeners) closed()
  })
  return {
    get open() {
      return socket.readyState === WebSocket.OPEN
    },
    send: <T>(method: string, params: object) =>
      new Promise<T>((settle, reject) => {
        if (socket.readyState !== WebSocket.OPEN) return reject(new LostPageError('browser closed'))
        const id = ++last
        waiting.set(id, { settle: (result) => settle(result as T), reject })
        socket.send(JSON.stringify({ id, method, params }))
      }),
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    end: () => socket.close(),
  }
}

type Argument =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'channel'; readonly value: { readonly channel: string } }

/** What `script.callFunction` gives: the functions that are called here return JSON or nothing. */
type Called =
  | { readonly type: 'success'; readonly result: { readonly value?: string } }
  | { readonly type: 'exception'; readonly exceptionDetails: { readonly text: string } }

async function newPage(connection: Connection, heard: Heard): Promise<DrivenPage> {
  // A user context shares no storage with others.
  const { userContext } = await connection.send<{ userContext: string }>('browser.createUserContext', {})
  const { context } = await connection.send<{ context: string }>('browsingContext.create', { type: 'tab', userContext })
  const call = async (functionDeclaration: string, ...args: readonly Argument[]): Promise<string | undefined> => {
    const called = await connection.send<Called>('script.callFunction', {
      functionDeclaration,
      arguments: args,
      target: { context },
      awaitPromise: true,
    })
    if (called.type === 'exception') throw new BidiError(called.exceptionDetails.text)
    return called.result.value
  }
  return {
    async goto(url) {
      await connection.send('browsingContext.navigate', { context, url, wait: 'complete' }).catch((error: unknown) => {
        throw error instanceof LostPageError ? error : new Error(`${url} cannot be shown: ${messageOf(error)}`)
      })
    },
    async ask(question, given) {
      const asking = `async (given) => JSON.stringify(await (${String(question)})(given && JSON.parse(given)))`
      return JSON.parse((await call(asking, textOf(given)))!)
    },
    async perform(task) {
      const channel = context
      const outcome = outcomeOf(connection, { context, channel, go: () => call('() => window.cnnGo()') }, heard)
      outcome.catch(() => undefined)
      const turns = { type: 'boolean', value: heard.turn !== undefined } as const
      await call(String(performInside), textOf(task), { type: 'channel', value: { channel } }, turns)
      return outcome
    },
    async close() {
      await connection.send('browsingContext.close', { context })
      await connection.send('browser.removeUserContext', { userContext })
    },
  }
}

const textOf = (data: unknown): Argument => ({ type: 'string', value: JSON.stringify(data) ?? '' })

interface Told {
  readonly context: string
  readonly channel: string
  readonly go: () => Promise<unknown>
}

function outcomeOf(connection: Connection, { context, channel, go }: Told, heard: Heard): Promise<Outcome> {
  let deaf: (() => void) | undefined
  return new Promise<Outcome>((resolve, reject) => {
    const event: Listener['event'] = (method, params) => {
      if (method === 'browsingContext.contextDestroyed' && params.context === context)
        return reject(new LostPageError('page crashed'))
      if (method !== 'script.message' || params.channel !== channel) return undefined
      const told = parsePacked(String(params.data?.value)) as Event
      if ('turn' in told) return void heard.turn?.().then(go, reject)
      try {
        const outcome = hear(told, heard)
        return outcome && resolve(outcome)
      } catch (error) {
        return reject(error)
      }
    }
    deaf = connection.listen({ event, closed: () => reject(new LostPageError('browser closed')) })
  }).finally(() => deaf?.())
}
