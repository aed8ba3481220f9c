/** @file The built page, in a real browser and served as `cnn app` serves it. */

import { fileURLToPath } from 'node:url'
import { findBrowser, serve } from '@cnn/bench/node'
import { chromium, type Page } from 'playwright-core'

// Public API

export interface DrivenPage {
  readonly page: Page
  /** What went wrong in the page since it was opened. */
  readonly complaints: readonly string[]
  /** Scripts that the page asked for, and how many of them before anything was chosen. */
  readonly scripts: readonly string[]
  readonly atFirst: number
  close(): Promise<void>
}

export async function openPage(): Promise<DrivenPage> {
  const server = await serve({
    folder: fileURLToPath(new URL('../dist', import.meta.url)),
    routes: { '/data/cifar10/test.bin': async () => ({ body: images(40), type: 'application/octet-stream' }) },
  })
  const { path, args } = await findBrowser()
  const browser = await chromium.launch({ executablePath: path, args: [...args] })
  const page = await browser.newPage()
  const complaints: string[] = []
  const scripts: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('request', (request) => {
    const url = request.url()
    if (request.resourceType() === 'script' && url.startsWith('http')) scripts.push(url)
    if (!/^(blob|data):/.test(url) && new URL(url).origin !== server.origin) complaints.push(`asked for ${url}`)
  })
  await page.goto(server.origin)
  await page.waitForLoadState('networkidle')
  const close = async () => {
    await browser.close()
    await server.close()
  }
  return { page, complaints, scripts, atFirst: scripts.length, close }
}

// Implementation

/** Records as in test_batch.bin: labels from 0 to 9 in turn, pixels of no picture. */
function images(count: number): Uint8Array {
  const record = 1 + 3 * 32 * 32
  return Uint8Array.from({ length: count * record }, (_, i) => (i % record === 0 ? (i / record) % 10 : (i * 31) % 256))
}
