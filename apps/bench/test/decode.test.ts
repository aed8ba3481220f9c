/**
 * @file The page's pixels of JPEG and PNG of every kind, which are Pillow's, as those of the command line are
 * (packages/data/test/pictures.py).
 */

import { fileURLToPath } from 'node:url'
import { findBrowser, serve, type Server } from '@cnn/bench/node'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pictures } from '../../../packages/data/test/pictures.ts'

let server: Server
let browser: Browser
let page: Page

beforeAll(async () => {
  server = await serve({ folder: fileURLToPath(new URL('../dist', import.meta.url)), routes: {} })
  const { path, args } = await findBrowser()
  browser = await chromium.launch({ executablePath: path, args: [...args] })
  page = await browser.newPage()
  await page.goto(server.origin)
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

/** The canvas in which the page shows a picture, which has its pixels where it is small. */
const shown = () =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas.photo')!
    const { width, height } = canvas
    return { width, height, rgba: [...canvas.getContext('2d')!.getImageData(0, 0, width, height).data] }
  })

const choose = async (name: string, file: Uint8Array) => {
  await page.evaluate(() => (document.querySelector<HTMLCanvasElement>('canvas.photo')!.width = 0))
  await page
    .getByLabel('Picture', { exact: true })
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(file) })
}

test.each(pictures)('$name has the pixels of Pillow', async ({ name, file, width, height, pixels }) => {
  await choose(name, file)
  await expect.poll(async () => (await shown()).width, { timeout: 30_000 }).toBe(width)
  const found = await shown()
  expect(found.height).toBe(height)
  const rgb = Buffer.from(found.rgba.filter((_, i) => i % 4 < 3))
  expect(rgb.equals(pixels), 'the same bytes').toBe(true)
})

test('a picture that is cut off is named, and the next one is whole', async () => {
  const { name, file, width } = pictures.find((picture) => picture.name.startsWith('colour 4:2:0'))!
  await choose(name, file.subarray(0, file.length / 2))
  await expect
    .poll(() => page.locator('#try-problem').innerText(), { timeout: 30_000 })
    .toMatch(/is no JPEG that can be read: /)
  await choose(name, file)
  await expect.poll(async () => (await shown()).width, { timeout: 30_000 }).toBe(width)
})
