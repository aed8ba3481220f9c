/** @file A W3C WebDriver endpoint as far as it is asked for here, for a browser that Playwright drives. */

import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'

// Public API

export interface FakeOptions {
  /** Whether a session may have more than one window, as it may not on some phones. */
  readonly windows?: boolean
  /** What is answered to who wants a session, instead of one. */
  readonly refuses?: { readonly status: number; readonly body: string }
  /** `USER:KEY` that have to be told. */
  readonly credentials?: string
}

/** `sessions` are those that are open; `asked` is what was asked for. */
export interface FakeEndpoint {
  readonly url: string
  readonly sessions: ReadonlyMap<string, BrowserContext>
  readonly asked: readonly unknown[]
  close(): Promise<void>
}

export async function fakeEndpoint(browser: Browser, options: FakeOptions = {}): Promise<FakeEndpoint> {
  const sessions = new Map<string, BrowserContext>()
  const asked: unknown[] = []
  const all = new Map<string, Session>()
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const { credentials, refuses } = options
    const told = request.headers.authorization
    if (credentials !== undefined && told !== `Basic ${Buffer.from(credentials).toString('base64')}`)
      return { status: 401, body: `HTTP Basic: ${told} denied` }
    const [, base, id = '', ...command] = request.url!.split('/')
    const body = await bodyOf(request)
    if (base !== 'session') return { status: 404, body: '<h1>Not Found</h1>' }
    if (id === '') {
      asked.push(body)
      if (refuses) return refuses
      const session = await openSession(browser, options)
      const sessionId = randomUUID()
      all.set(sessionId, session)
      sessions.set(sessionId, session.context)
      return value({ sessionId, capabilities: { browserName: 'chrome', browserVersion: browser.version() } })
    }
    const session = sessions.has(id) ? all.get(id) : undefined
    if (!session) return failed(404, 'invalid session id', 'there is none')
    if (request.method === 'DELETE' && command.length === 0) {
      sessions.delete(id)
      await session.context.close()
      return value(null)
    }
    return session
      .perform(`${request.method} ${command.join('/')}`, body)
      .then(value, (error: Error) =>
        error.message === 'unsupported'
          ? failed(500, 'unsupported operation', '')
          : failed(500, 'javascript error', error.message),
      )
  }
  const server = createServer((request, response) => {
    void answer(request).then(({ status, body }) => response.writeHead(status).end(body))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const close = async () => {
    for (const context of sessions.values()) await context.close()
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sessions, asked, close }
}

// Implementation

interface Answer {
  readonly status: number
  readonly body: string
}

interface Session {
  readonly context: BrowserContext
  perform(command: string, body: Body): Promise<unknown>
}

interface Body {
  readonly handle?: string
  readonly url?: string
  readonly script?: string
  readonly args?: readonly unknown[]
}

const value = (given: unknown): Answer => ({ status: 200, body: JSON.stringify({ value: given ?? null }) })
const failed = (status: number, error: string, message: string): Answer => ({
  status,
  body: JSON.stringify({ value: { error, message, stacktrace: '' } }),
})

async function bodyOf(request: IncomingMessage): Promise<Body> {
  let text = ''
  for await (const part of request.setEncoding('utf8')) text += part
  return text === '' ? {} : JSON.parse(text)
}

async function openSession(browser: Browser, { windows = true }: FakeOptions): Promise<Session> {
  const context = await browser.newContext()
  const pages = new Map<string, Page>([['home', await context.newPage()]])
  let current = 'home'
  const commands: Record<string, (body: Body) => Promise<unknown>> = {
    'GET window': async () => current,
    'POST window': async ({ handle }) => void (current = handle!),
    'POST window/new': async () => {
      if (!windows) throw new Error('unsupported')
      const handle = randomUUID()
      pages.set(handle, await context.newPage())
      return { handle, type: 'window' }
    },
    'DELETE window': async () => {
      await pages.get(current)!.close()
      pages.delete(current)
      return [...pages.keys()]
    },
    // A driver shows the browser's own page of errors.
    'POST url': async ({ url }) => {
      const page = pages.get(current)!
      // Where nothing is to be shown, Chromium shows a page of its own, a moment later.
      await page.goto(url!).catch(() => page.waitForURL('chrome-error://**', { timeout: 5000 }))
    },
    'POST execute/sync': async ({ script, args }) =>
      pages.get(current)!.evaluate(`(function () { ${script} }).apply(null, ${JSON.stringify(args)})`),
  }
  return { context, perform: async (command, body) => commands[command]!(body) }
}
