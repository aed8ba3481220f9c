import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { findBrowser } from '../../src/hosts/browser/find.ts'
import { openBrowserHost } from '../../src/hosts/browser/host.ts'
import { makeOwnFolder } from '../../src/hosts/browser/launch/own-folder.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'cnn-own-'))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(root, { recursive: true })
})

const profile = 'playwright_chromiumdev_profile-abc123'
const gone = () => spawnSync(process.execPath, ['--version']).pid
const named = (owner: number | string, host = hostname()) => `cnn-browser-${host}-${owner}-abcdef`
const start = () => makeOwnFolder(root).remove()

/** What a run that was killed leaves: its folder, which names the browser and the profile that lies beside it. */
async function leave(name: string, browser = 0): Promise<void> {
  await mkdir(join(root, name))
  await writeFile(join(root, name, profile), String(browser))
  await mkdir(join(root, profile, 'Default'), { recursive: true })
}

const lives = (id: number) => {
  try {
    return process.kill(id, 0)
  } catch {
    return false
  }
}

test('a folder knows its browser and the profile, and is removed alone', async () => {
  const folder = makeOwnFolder(root)
  folder.owns({ pid: 17, spawnargs: ['chrome', '--headless', `--user-data-dir=${join(root, profile)}`] })
  expect(await readFile(join(folder.path, profile), 'utf8')).toBe('17')
  await mkdir(join(root, profile))
  folder.remove()
  expect(await readdir(root)).toEqual([profile])
})

test('what a process has left that is gone is removed at the next start, with its profile', async () => {
  await leave(named(gone()), gone())
  start()
  expect(await readdir(root)).toEqual([])
})

describe('nothing is touched', () => {
  test.each([
    ['of a process that lives', () => named(process.ppid), 0],
    ['of a browser that lives', () => named(gone()), process.ppid],
    ['of another machine, or another container', () => named(gone(), 'elsewhere'), 0],
    ['that names no process', () => named('x'), 0],
    ["that is no browser's", () => `cnn-browser-${gone()}-abcdef`, 0],
  ])('%s', async (_, name, browser) => {
    const left = name()
    await leave(left, browser)
    start()
    expect((await readdir(root)).toSorted()).toEqual([left, profile].toSorted())
    expect(await readdir(join(root, profile))).toEqual(['Default'])
  })

  test.runIf(process.platform !== 'win32')('behind a link, nor what is named and no profile', async () => {
    const [left, link] = [named(gone()), named(gone())]
    await leave(left)
    await writeFile(join(root, left, 'mine'), '')
    await rm(join(root, profile), { recursive: true })
    await mkdir(join(root, 'mine'))
    await writeFile(join(root, 'mine', profile), '')
    await symlink(join(root, 'mine'), join(root, profile))
    await symlink(join(root, 'mine'), join(root, link))
    start()
    expect((await readdir(root)).toSorted()).toEqual([link, 'mine', profile].toSorted())
    expect(await readdir(join(root, 'mine'))).toEqual([profile])
  })
})

/** Windows names its folder for temporary files by other variables. */
test.runIf(process.platform !== 'win32')('of a run that is killed nothing stays behind the next one', async () => {
  vi.stubEnv('TMPDIR', root)
  const module = new URL('../../src/hosts/browser/host.ts', import.meta.url).href
  const options = { browser: await findBrowser(), origin: 'http://127.0.0.1:9' }
  const program = `const { openBrowserHost } = await import(${JSON.stringify(module)})
    await openBrowserHost(${JSON.stringify(options)})
    console.log('open')`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'close')
  const ofBrowsers = async () => (await readdir(root)).filter((name) => /^(playwright|cnn-)/.test(name)).toSorted()
  const [own, kept] = await ofBrowsers()
  expect([own, kept]).toEqual([
    expect.stringContaining(`-${child.pid}-`),
    expect.stringMatching(/^playwright_chromiumdev_profile-/),
  ])
  const browser = Number(await readFile(join(root, own!, kept!), 'utf8'))
  await vi.waitUntil(() => !lives(browser), { timeout: 20_000 })
  const host = await openBrowserHost(options)
  const now = await ofBrowsers()
  expect(now).not.toContain(own)
  expect(now).not.toContain(kept)
  await host.close()
  expect(await ofBrowsers()).toEqual([])
})
