import { createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Outcome } from '@cnn/bench'
import { chromium, type BrowserServer } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBrowser } from '../../src/hosts/browser/find.ts'
import { RemoteHost } from '../../src/hosts/browser/remote-host.ts'
import { serve, type Server } from '../../src/hosts/browser/serve.ts'
import { testHost } from './contract.ts'
import { taskTo } from './task.ts'

let server: Server
let remote: BrowserServer
let host: RemoteHost
const silent = () => {}
const reasonOf = (outcome: Outcome) => ('reason' in outcome ? outcome.reason : undefined)

beforeAll(async () => {
  server = await serve({ folder: fileURLToPath(new URL('fixtures', import.meta.url)) })
  const { path, args } = await findBrowser()
  remote = await chromium.launchServer({ executablePath: path, args: [...args], host: '127.0.0.1' })
  host = new RemoteHost({ url: remote.wsEndpoint(), origin: server.origin, grace: 6 })
})

afterAll(async () => {
  await host?.close()
  await remote?.kill()
  await server?.close()
})

testHost(() => host)

test('the page is isolated, and tells of its machine', async () => {
  const about = await host.about()
  expect(about).toMatchObject({ name: 'Chromium', isolated: true, source: 'remote', platform: 'Linux' })
  expect(about.version).toMatch(/^\d+\.\d+/)
  expect(about.cores).toBeGreaterThan(0)
})

test('a page that hangs is skipped within its limit, and the next task is performed', async () => {
  const outcome = await host.perform(taskTo('spin'), silent)
  expect(outcome).toMatchObject({ kind: 'skipped', atLeast: true })
  const patient = new RemoteHost({ url: remote.wsEndpoint(), origin: server.origin, grace: 30 })
  expect(reasonOf(await patient.perform(taskTo('stored'), silent))).toBe('visit 1')
  await patient.close()
})

test.each(['ftp://127.0.0.1:9', 'ws://', '127.0.0.1:3000', ''])(
  '%j is no address of a browser elsewhere',
  async (url) => {
    const lost = new RemoteHost({ url, origin: server.origin })
    await expect(lost.perform(taskTo('echo'), silent)).rejects.toThrow(
      `${url} is no address of a browser elsewhere; it has to begin with ws:// or wss:// for a Playwright server`,
    )
    await lost.close()
  },
)

test('where nobody answers, or somebody else does, it is said within its time', async () => {
  const mute = createServer((socket) => socket.on('error', silent))
  await new Promise<void>((ready) => mute.listen(0, '127.0.0.1', ready))
  const { port } = mute.address() as AddressInfo
  const to = (url: string) => new RemoteHost({ url, origin: server.origin, patience: 1 }).about()
  await expect(to(`ws://127.0.0.1:${port}`)).rejects.toThrow(`no Playwright server answers at ws://127.0.0.1:${port}: `)
  mute.close()
  const secret: Error = await to('ws://me:key@127.0.0.1:1/?token=abc').catch((reason) => reason)
  expect(secret.message).toContain('no Playwright server answers at ws://127.0.0.1:1/: ')
  expect(secret.message).not.toMatch(/key|token|abc/)
  await expect(to('ws://127.0.0.1:1')).rejects.toThrow('no Playwright server answers at ws://127.0.0.1:1: ')
  await expect(to(server.origin.replace('http', 'ws'))).rejects.toThrow('no Playwright server answers at ws://')
})

test('a page that is not there is said', async () => {
  const lost = new RemoteHost({ url: remote.wsEndpoint(), origin: `${server.origin}/nowhere` })
  await expect(lost.about()).rejects.toThrow(
    /^the browser at ws:.* cannot show the page: .*\/nowhere\/cell\.html answered 404/,
  )
  await lost.close()
})
