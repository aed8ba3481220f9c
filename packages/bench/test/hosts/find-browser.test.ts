import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { findBrowser } from '../../src/hosts/browser/find.ts'
import { hasGpu, installedArgs } from '../../src/hosts/browser/flags.ts'
import { installedPlaces } from '../../src/hosts/browser/places.ts'

let folder: string
let executable: string
let plain: string
const embedded = () => Promise.resolve('/embedded')
const none = () => Promise.reject(new Error('is not installed'))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-find-'))
  executable = join(folder, 'chrome')
  plain = join(folder, 'plain')
  await writeFile(executable, '')
  await chmod(executable, 0o755)
  await writeFile(plain, '')
  await chmod(plain, 0o644)
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(() => {
  vi.stubEnv('CNN_BROWSER', '')
})
afterEach(() => {
  vi.unstubAllEnvs()
})

describe('the order', () => {
  test('the named one comes first', async () => {
    expect(await findBrowser({ path: executable, places: [process.execPath], embedded })).toMatchObject({
      path: executable,
      source: 'named',
    })
  })

  test('CHROME_PATH names one too', async () => {
    vi.stubEnv('CHROME_PATH', executable)
    expect(await findBrowser({ places: [], embedded })).toMatchObject({ path: executable, source: 'named' })
  })

  test('an empty CHROME_PATH names none', async () => {
    vi.stubEnv('CHROME_PATH', '')
    expect(await findBrowser({ places: [executable], embedded })).toMatchObject({ source: 'installed' })
  })

  test('an installed one comes before the embedded one', async () => {
    const places = [join(folder, 'absent'), folder, plain, executable]
    expect(await findBrowser({ places, embedded })).toMatchObject({ path: executable, source: 'installed' })
  })

  test('CNN_BROWSER=embedded passes over all but the option', async () => {
    vi.stubEnv('CNN_BROWSER', 'embedded')
    vi.stubEnv('CHROME_PATH', executable)
    expect(await findBrowser({ places: [executable], embedded })).toMatchObject({
      path: '/embedded',
      source: 'embedded',
    })
    expect(await findBrowser({ path: executable, embedded })).toMatchObject({ source: 'named' })
    vi.stubEnv('CNN_BROWSER', 'firefox')
    await expect(findBrowser({ embedded })).rejects.toThrow("CNN_BROWSER is 'firefox'; it can be 'embedded'")
  })

  test('Firefox is taken where it is asked for, by its name or its path', async () => {
    const firefox = join(folder, 'firefox-esr')
    await writeFile(firefox, '', { mode: 0o755 })
    vi.stubEnv('CHROME_PATH', executable)
    const places = [join(folder, 'absent'), firefox]
    expect(await findBrowser({ path: 'firefox', places, embedded })).toEqual({
      kind: 'firefox',
      path: firefox,
      source: 'installed',
      args: [],
    })
    expect(await findBrowser({ path: firefox, embedded })).toMatchObject({ kind: 'firefox', source: 'named' })
    vi.stubEnv('CHROME_PATH', firefox)
    expect(await findBrowser({ embedded })).toMatchObject({ kind: 'firefox', path: firefox, source: 'named' })
    expect(await findBrowser({ path: executable, embedded })).toMatchObject({ kind: 'chromium' })
  })

  test('the embedded one comes last', async () => {
    expect(await findBrowser({ places: [], embedded })).toMatchObject({ path: '/embedded', source: 'embedded' })
  })
})

describe('what is said', () => {
  test('of an empty path', async () => {
    await expect(findBrowser({ path: '', places: [executable], embedded })).rejects.toThrow(
      "--browser names '', which is not there",
    )
  })

  test.for([
    ['absent', 'is not there'],
    ['plain', 'is not executable'],
    ['.', 'is not a file'],
  ])('of the path %s: it %s', async ([name, problem]) => {
    const path = join(folder, name!)
    await expect(findBrowser({ path, places: [executable], embedded })).rejects.toThrow(
      `--browser names '${path}', which ${problem}`,
    )
  })

  test('where there is no Firefox', async () => {
    const places = ['/nowhere/firefox', '/nowhere/firefox-esr', '/elsewhere/firefox']
    await expect(findBrowser({ path: 'firefox', places, embedded })).rejects.toThrow(
      'no Firefox was found. Looked for firefox, firefox-esr, in the usual folders and on the PATH; install one, or',
    )
  })

  test('where none is found: where it looked and what to do', async () => {
    const places = ['/nowhere/chrome', '/nowhere/msedge', '/elsewhere/chrome']
    const error: Error = await findBrowser({ places, embedded: none }).catch((reason) => reason)
    expect(error.message).toContain(
      '  chrome, msedge, in their usual folders and on the PATH\n  @sparticuz/chromium (is not installed)\n',
    )
    expect(error.message).toContain('--browser PATH')
    expect(error.message).toContain('npm install @sparticuz/chromium')
  })
})

describe('the flags', () => {
  test('never force software where there is a GPU', () => {
    for (const platform of ['linux', 'darwin', 'win32'])
      expect(installedArgs(true, platform, false).join(' ')).not.toMatch(/=swiftshader/)
  })

  test('give WebGL and WebGPU in software on a Linux without GPU', () => {
    expect(installedArgs(false, 'linux', false)).toEqual(
      expect.arrayContaining(['--use-angle=swiftshader', '--use-webgpu-adapter=swiftshader']),
    )
  })

  test('take a GPU for one only with a Vulkan driver of its own', async () => {
    const root = join(folder, 'machine')
    const drivers = join(root, 'usr/share/vulkan/icd.d')
    await mkdir(join(root, 'dev/dri'), { recursive: true })
    await mkdir(drivers, { recursive: true })
    await writeFile(join(drivers, 'lvp_icd.x86_64.json'), '')
    expect(hasGpu(root)).toBe(false)
    await writeFile(join(root, 'dev/dri/renderD128'), '')
    expect(hasGpu(root)).toBe(false)
    await writeFile(join(drivers, 'radeon_icd.x86_64.json'), '')
    expect(hasGpu(root)).toBe(true)
  })

  test('leave the sandbox only for root on Linux', () => {
    expect(installedArgs(true, 'linux', true)).toContain('--no-sandbox')
    expect(installedArgs(true, 'linux', false)).not.toContain('--no-sandbox')
    expect(installedArgs(true, 'darwin', true)).not.toContain('--no-sandbox')
  })
})

test('every system has its usual places', () => {
  expect(installedPlaces('darwin')).toContain('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome')
  expect(installedPlaces('linux', { PATH: '/home/a/bin:relative' })).toContain('/home/a/bin/chromium')
  expect(installedPlaces('linux', { PATH: '/home/a/bin:relative' }).join()).not.toContain('relative')
  expect(installedPlaces('linux', { PATH: '/home/a/bin' }, 'firefox')).toContain('/home/a/bin/firefox')
  expect(installedPlaces('linux', { PATH: '/home/a/bin' }, 'firefox').join()).not.toContain('chrom')
  expect(installedPlaces('win32', { PROGRAMFILES: 'C:/Program Files' })[0]).toMatch(/^C:.Program Files.Google.Chrome/)
})
