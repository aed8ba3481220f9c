import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Outcome } from '@cnn/bench'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { findBrowser, type Browser } from '../../src/hosts/browser/find.ts'
import { BrowserHost, openBrowserHost } from '../../src/hosts/browser/host.ts'
import { serve, type Server } from '../../src/hosts/browser/serve.ts'
import { testHost } from './contract.ts'
import { taskTo } from './task.ts'

const silent = () => {}
const reasonOf = (outcome: Outcome) => ('reason' in outcome ? outcome.reason : undefined)
const found = await findBrowser({ path: 'firefox' }).catch(() => undefined)

let folder: string
let server: Server
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-firefox-'))
  server = await serve({ folder: fileURLToPath(new URL('fixtures', import.meta.url)) })
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await server?.close()
  if (folder) await rm(folder, { recursive: true })
})

test.skipIf(process.platform === 'win32').each([
  [
    'ends at once',
    'echo "libgtk-3.so.0: cannot open shared object file" >&2\nexit 1',
    'it ended with status 1, and said: libgtk-3',
  ],
  ['never answers', 'exec sleep 60', 'it gave no answer within 2 s'],
  [
    'says where it is, and is not there',
    'echo WebDriver BiDi listening on ws://127.0.0.1:1 >&2\nexec sleep 60',
    'nothing answers at ws:',
  ],
])('a Firefox that %s is told in one line, and leaves nothing', async (name, script, why) => {
  const path = join(folder, `firefox-${name.replaceAll(' ', '-')}`)
  await writeFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  const temporary = await mkdtemp(join(folder, 'tmp-'))
  vi.stubEnv('TMPDIR', temporary)
  const browser = await findBrowser({ path })
  expect(browser).toEqual({ kind: 'firefox', path, source: 'named', args: [] })
  const error: Error = await openBrowserHost({ browser, origin: server.origin, patience: 2 }).catch((reason) => reason)
  vi.unstubAllEnvs()
  expect(error.name).toBe('NoBrowserError')
  expect(error.message).toMatch(`the browser ${path} did not start: ${why}`)
  expect(await readdir(temporary)).toEqual([])
})

if (found) describe('an installed Firefox', () => ofFirefox(found))
else test.skip('an installed Firefox: there is none', () => {})

function ofFirefox(browser: Browser): void {
  let host: BrowserHost
  beforeAll(async () => {
    host = await openBrowserHost({ browser, origin: server.origin, grace: 6 })
  })
  afterAll(() => host?.close())

  testHost(() => host)

  test('it is Firefox, isolated, and what it does not tell is said', async () => {
    const about = await host.about()
    expect(about).toMatchObject({ name: 'Firefox', isolated: true, source: 'installed' })
    expect(about.userAgent).toContain(`Firefox/${about.version.split('.', 1)[0]}.`)
    expect(about.untold).toContain('whether the device runs on its battery')
  })

  test('pages share no storage, and may compute in turns', async () => {
    for (const _ of [1, 2]) expect(reasonOf(await host.perform(taskTo('stored'), silent))).toBe('visit 1')
    let turns = 0
    const turn = async () => void (turns += 1)
    const outcome = await host.at(server.origin).perform(taskTo('turns'), silent, turn)
    expect([reasonOf(outcome), turns]).toEqual(['had 2 turns', 2])
  })

  test('a page that throws says what it had said before', async () => {
    await expect(host.perform(taskTo('throw'), silent)).rejects.toThrow(
      'RangeError: no such luck\nThe page said:\n  something went wrong before\n',
    )
  })

  test.skipIf(process.platform === 'win32')('it ends with whoever started it, however that ended', async () => {
    const temporary = await mkdtemp(join(folder, 'tmp-'))
    const module = new URL('../../src/hosts/browser/host.ts', import.meta.url).href
    const program = `const { openBrowserHost } = await import(${JSON.stringify(module)})
      await openBrowserHost(${JSON.stringify({ browser, origin: 'http://127.0.0.1:9' })})
      console.log('open')`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TMPDIR: temporary },
    })
    await once(child.stdout, 'data')
    const left = async () => (await readdir(temporary)).filter((name) => name.startsWith('cnn-browser-'))
    expect(await left()).toHaveLength(1)
    child.kill('SIGKILL')
    await vi.waitUntil(async () => (await left()).length === 0, { timeout: 20_000 })
  })
}
