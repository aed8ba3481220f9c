import { createServer, type AddressInfo } from 'node:net'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Outcome } from '@cnn/bench'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBrowser, NoBrowserError, type Browser } from '../../src/hosts/browser/find.ts'
import { BrowserHost, openBrowserHost } from '../../src/hosts/browser/host.ts'
import { serve, type Server } from '../../src/hosts/browser/serve.ts'
import { testHost } from './contract.ts'
import { taskTo } from './task.ts'

let server: Server
let browser: Browser
let folder: string
let host: BrowserHost
const silent = () => {}
const reasonOf = (outcome: Outcome) => ('reason' in outcome ? outcome.reason : undefined)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-host-'))
  server = await serve({ folder: fileURLToPath(new URL('fixtures', import.meta.url)) })
  const found = await findBrowser()
  // A wrapper that tells the browser's process, and a heap that is soon full.
  const path = join(folder, 'chrome')
  await writeFile(path, `#!/bin/sh\necho $$ > '${folder}/pid'\nexec '${found.path}' "$@"\n`, { mode: 0o755 })
  browser = { ...found, path, args: [...found.args, '--js-flags=--max-old-space-size=32'] }
  host = await openBrowserHost({ browser, origin: server.origin, grace: 6 })
})

afterAll(async () => {
  // What the set-up did not get to is undefined, and its own error is the one to see.
  await host?.close()
  await server?.close()
  if (folder) await rm(folder, { recursive: true })
})

const browserPid = async () => Number(await readFile(join(folder, 'pid'), 'utf8'))
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
/** What has to hold after every mishap. */
const works = async () => expect(reasonOf(await host.perform(taskTo('stored'), silent))).toBe('visit 1')

testHost(() => host)

test('the page is isolated', async () => {
  const outcome = await host.perform(taskTo('echo'), silent)
  expect(JSON.parse(reasonOf(outcome)!)).toEqual({ task: taskTo('echo'), isolated: true })
})

test('every page is fresh, the browser is not', async () => {
  const pid = await browserPid()
  await works()
  await works()
  expect(await browserPid()).toBe(pid)
})

test('it tells which browser it is', async () => {
  expect(await host.about()).toEqual({
    name: expect.stringMatching(/^(Chromium|Google Chrome|Microsoft Edge)$/),
    version: expect.stringMatching(/^\d+\.\d+/),
    userAgent: expect.stringContaining('Mozilla/5.0'),
    source: browser.source,
    isolated: true,
  })
})

test.for([
  ['spin', {}],
  ['wait', { stuck: true }],
] as const)('a page that would %s for ever is skipped within its limit', async ([network, more]) => {
  const pid = await browserPid()
  const outcome = await host.perform(taskTo(network), silent)
  expect(outcome).toEqual({ kind: 'skipped', reason: 'did not end within 8 s', estimate: 7500, atLeast: true, ...more })
  expect(isAlive(pid)).toBe(false)
  await works()
})

test('a page that throws says what and what it had said before', async () => {
  const pid = await browserPid()
  await expect(host.perform(taskTo('throw'), silent)).rejects.toThrow(
    /^(RangeError: )?no such luck\nThe page said:\n {2}something went wrong before\n$/,
  )
  await works()
  expect(await browserPid()).toBe(pid)
})

test('a page that crashes is told from one that fails', async () => {
  await expect(host.perform(taskTo('crash'), silent)).rejects.toThrow(
    'the page crashed while it measured crash on wasm',
  )
  await works()
})

test('a browser that dies is told, and replaced', async () => {
  const pid = await browserPid()
  const dying = host.perform(taskTo('wait'), (message) => message === 'two' && process.kill(pid, 'SIGKILL'))
  await expect(dying).rejects.toThrow('the browser closed while it measured wait on wasm')
  await works()
  expect(await browserPid()).not.toBe(pid)
})

test('a page that is not there is told', async () => {
  const lost = new BrowserHost({ browser, origin: `${server.origin}/elsewhere` })
  await expect(lost.perform(taskTo('echo'), silent)).rejects.toThrow(
    `${server.origin}/elsewhere/cell.html answered 404`,
  )
  await lost.close()
})

test.for([
  [
    'ends at once',
    'echo "libnss3.so: cannot open shared object file" >&2\nexit 127',
    'it ended with status 127, and said: libnss3.so: cannot',
  ],
  ['ends without a word', 'exit 0', 'it ended with status 0'],
  ['never answers', 'exec sleep 60', 'it gave no answer within 2 s'],
] as const)('a browser that %s is told in one line', async ([name, script, why]) => {
  const path = join(folder, name.replaceAll(' ', '-'))
  await writeFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  const opening = openBrowserHost({ browser: { ...browser, path }, origin: server.origin, patience: 2 })
  const error: Error = await opening.then(
    () => expect.fail('it started'),
    (reason) => reason,
  )
  expect(error).toBeInstanceOf(NoBrowserError)
  expect(error.message).toMatch(`the browser ${path} did not start: ${why}`)
  expect(error.message).not.toContain('\n')
})

test('a browser that starts and then hangs is told', async () => {
  const silence = createServer()
  await new Promise<void>((resolve) => silence.listen(0, '127.0.0.1', resolve))
  const { port } = silence.address() as AddressInfo
  const hanging = await openBrowserHost({ browser, origin: `http://127.0.0.1:${port}`, patience: 20 })
  await expect(hanging.about()).rejects.toThrow(`the browser ${browser.path} started, but showed no page within 10 s`)
  await hanging.close()
  silence.close()
})

test('close ends the browser', async () => {
  await works()
  const pid = await browserPid()
  await host.close()
  expect(isAlive(pid)).toBe(false)
})
