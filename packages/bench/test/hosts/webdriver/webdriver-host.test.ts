import { createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Outcome } from '@cnn/bench'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBrowser } from '../../../src/hosts/browser/find.ts'
import { RemoteHost, type RemoteHostOptions } from '../../../src/hosts/browser/remote-host.ts'
import { serve, type Server } from '../../../src/hosts/browser/serve.ts'
import { testHost } from '../contract.ts'
import { taskTo } from '../task.ts'
import { fakeEndpoint, type FakeEndpoint, type FakeOptions } from './webdriver-endpoint.ts'

let server: Server
let browser: Browser
const silent = () => {}
const reasonOf = (outcome: Outcome) => ('reason' in outcome ? outcome.reason : undefined)

beforeAll(async () => {
  server = await serve({ folder: fileURLToPath(new URL('../fixtures', import.meta.url)) })
  const { path, args } = await findBrowser()
  browser = await chromium.launch({ executablePath: path, args: [...args] })
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** A host of an endpoint that does as the options say; both end with the test. */
async function withEndpoint(
  options: FakeOptions,
  use: (endpoint: FakeEndpoint, hostOf: (more?: Partial<RemoteHostOptions>) => RemoteHost) => Promise<void>,
): Promise<void> {
  const endpoint = await fakeEndpoint(browser, options)
  const hosts: RemoteHost[] = []
  try {
    await use(endpoint, (more) => {
      const host = new RemoteHost({ url: endpoint.url, origin: server.origin, grace: 6, ...more })
      hosts.push(host)
      return host
    })
  } finally {
    for (const host of hosts) await host.close()
    await endpoint.close()
  }
}

describe.each([
  ['windows apart', true],
  ['one window alone', false],
])('a session with %s', (_, windows) => {
  let endpoint: FakeEndpoint
  let host: RemoteHost
  beforeAll(async () => {
    endpoint = await fakeEndpoint(browser, { windows })
    host = new RemoteHost({ url: endpoint.url, origin: server.origin, grace: 6 })
  })
  afterAll(async () => {
    await host?.close()
    await endpoint?.close()
  })

  testHost(() => host)

  test('tells of its browser, and what is not known of it', async () => {
    expect(await host.about()).toMatchObject({
      name: 'Chromium',
      version: browser.version(),
      isolated: true,
      source: 'remote',
      untold: expect.arrayContaining(['how busy the machine was']),
    })
  })

  test('leaves no window behind, and ends when it is closed', async () => {
    await host.perform(taskTo('echo'), silent)
    const [context] = endpoint.sessions.values()
    expect(endpoint.sessions.size).toBe(1)
    expect(context!.pages()).toHaveLength(1)
    await host.close()
    expect(endpoint.sessions.size).toBe(0)
  })
})

test('a page that computes without end costs the session, which ends', async () => {
  await withEndpoint({}, async (endpoint, hostOf) => {
    const host = hostOf({ grace: 2 })
    const outcome = await host.perform(taskTo('spin'), silent)
    expect(outcome).toMatchObject({ kind: 'skipped', atLeast: true })
    expect(endpoint.sessions.size).toBe(0)
    expect(reasonOf(await host.perform(taskTo('fresh'), silent))).toBe('visit 1')
  })
})

test('a session that dies is told, and replaced', async () => {
  await withEndpoint({}, async (endpoint, hostOf) => {
    const host = hostOf()
    const dying = host.perform(taskTo('wait'), (message) => {
      if (message === 'two') (endpoint.sessions as Map<string, unknown>).clear()
    })
    await expect(dying).rejects.toThrow(
      `the session at ${endpoint.url} ended (invalid session id: there is none) while it measured wait on wasm`,
    )
    expect(reasonOf(await host.perform(taskTo('fresh'), silent))).toBe('visit 1')
  })
})

test('a host that is closed in the middle of a task ends its session', async () => {
  await withEndpoint({}, async (endpoint, hostOf) => {
    const host = hostOf()
    const broken = host.perform(taskTo('wait'), (message) => message === 'two' && void host.close())
    await expect(broken).rejects.toThrow('while it measured wait on wasm')
    await host.close()
    expect(endpoint.sessions.size).toBe(0)
  })
})

test('the capabilities and the credentials are told to the endpoint', async () => {
  await withEndpoint({ credentials: 'me:p@ss' }, async (endpoint, hostOf) => {
    const url = endpoint.url.replace('//', '//me:p%40ss@')
    const capabilities = { browserName: 'chrome', 'x:options': { device: 'phone' } }
    await hostOf({ url, capabilities }).perform(taskTo('echo'), silent)
    expect(endpoint.asked).toEqual([{ capabilities: { alwaysMatch: capabilities } }])
  })
})

test('credentials that are refused are told of, and not told', async () => {
  await withEndpoint({ credentials: 'me:other' }, async (endpoint, hostOf) => {
    const url = endpoint.url.replace('//', '//me:p%40ss@')
    const error: Error = await hostOf({ url })
      .about()
      .catch((reason) => reason)
    expect(error.name).toBe('NoBrowserError')
    expect(error.message).toContain(`${endpoint.url}/ refuses these credentials: `.replace('/ ', ' '))
    expect(error.message).not.toMatch(/p@ss|p%40ss|bWU6cEBzcw/)
  })
})

describe('no session is to be had', () => {
  test.each([
    [
      { status: 500, body: '{"value":{"error":"session not created","message":"no node has chrome 1\\n  at X"}}' },
      /gives no session: session not created: no node has chrome 1; the browser .* --capabilities$/,
    ],
    [
      { status: 404, body: '{"value":{"error":"unknown command","message":"/session"}}' },
      /no WebDriver endpoint.*\/wd\/hub$/,
    ],
    [{ status: 405, body: '<h1>Not Allowed</h1>' }, /is no WebDriver endpoint, it answered 405: /],
    [{ status: 200, body: '{"value":{"ready":true}}' }, /not as a W3C WebDriver endpoint does: it named no session$/],
    [
      { status: 500, body: '{"value":{"error":"session not created","message":"bad key SeCrEt"}}' },
      /session not created: bad key …;/,
    ],
  ])('%j', async (refuses, told) => {
    await withEndpoint({ refuses }, async (_, hostOf) => {
      const error: Error = await hostOf({ capabilities: { 'x:options': { accessKey: 'SeCrEt' } } })
        .about()
        .catch((reason) => reason)
      expect(error.message).toMatch(told)
      expect(error.name).toBe('NoBrowserError')
    })
  })

  test('where nobody answers, or somebody does who never says a word', async () => {
    const to = (url: string) => new RemoteHost({ url, origin: server.origin, patience: 1 }).about()
    await expect(to('http://me:key@127.0.0.1:1/wd/hub')).rejects.toThrow(
      /^no WebDriver endpoint answers at http:\/\/127\.0\.0\.1:1\/wd\/hub: [^@]+; does it run, and is this its address\?$/,
    )
    const mute = createServer((socket) => socket.on('error', silent))
    await new Promise<void>((ready) => mute.listen(0, '127.0.0.1', ready))
    const { port } = mute.address() as AddressInfo
    await expect(to(`http://127.0.0.1:${port}`)).rejects.toThrow(`: no answer within 1 s; does it run`)
    mute.close()
  })
})

test.each([
  ['/nowhere', /\/nowhere\/cell\.html answered 404; that is an address of its own machine: .*--origin/],
  [':1', /cannot be reached; that is an address of its own machine: .*--origin/],
])('a page at %s that the browser cannot show is told', async (place, told) => {
  await withEndpoint({}, async (endpoint, hostOf) => {
    const origin = place.startsWith(':') ? `http://127.0.0.1${place}` : `${server.origin}${place}`
    await expect(hostOf({ origin }).about()).rejects.toThrow(told)
    await expect(hostOf({ origin }).about()).rejects.toThrow(`the browser at ${endpoint.url} cannot show the page`)
  })
})

test('it finds what lies beside the page', async () => {
  await withEndpoint({}, async (_, hostOf) => {
    expect(await hostOf().has(['cell.html', 'weights/none.safetensors'])).toEqual(['cell.html'])
  })
})
