/** @file The browser that comes from npm, unpacked into a cache of its own, whatever browser the other tests run in. */

import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { embeddedBrowser } from '../../src/hosts/browser/embedded.ts'
import { softwareArgs } from '../../src/hosts/browser/flags.ts'

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('the embedded browser', () => {
  let folder: string
  let cache: string
  let executables: string[]
  let browser: Browser | undefined

  beforeAll(async () => {
    for (const name of ['LD_LIBRARY_PATH', 'FONTCONFIG_FILE', 'FONTCONFIG_PATH']) vi.stubEnv(name, '')
    folder = await mkdtemp(join(tmpdir(), 'cnn-embedded-'))
    // A name that is no XML.
    cache = join(folder, 'a&b <cache>')
    await mkdir(cache)
    executables = await Promise.all([embeddedBrowser(cache), embeddedBrowser(cache)])
    browser = await chromium.launch({ executablePath: executables[0]!, args: [...softwareArgs] })
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await browser?.close()
    if (folder) await rm(folder, { recursive: true })
  })

  test('two that unpack at once both get the whole', async () => {
    expect(executables[0]).toBe(executables[1])
    expect(await readdir(join(cache, 'cnn'))).toEqual([expect.stringMatching(/^chromium-[\d.]+$/)])
    expect(await readdir(dirname(executables[0]!))).toEqual(
      expect.arrayContaining(['al2023', 'chromium', 'fonts', 'libvk_swiftshader.so']),
    )
  })

  test('finds the font that came with it', async () => {
    const page = await browser!.newPage()
    // Rejects where there is none.
    expect(
      await page.evaluate(async () => (await new FontFace('own', 'local("Open Sans Regular")').load()).status),
    ).toBe('loaded')
  })

  test('draws text, and the form fields that crashed it without a font', async () => {
    const page = await browser!.newPage()
    await page.setContent('<span>width</span><select><option>resnet20</option></select>')
    for (const field of ['span', 'select']) {
      const box = await page.locator(field).boundingBox()
      expect(box!.width).toBeGreaterThan(20)
      expect(box!.height).toBeGreaterThan(10)
    }
  })
})
