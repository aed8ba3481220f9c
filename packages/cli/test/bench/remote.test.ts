import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseResults } from '@cnn/bench'
import { findBrowser, serve } from '@cnn/bench/node'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fakeEndpoint, type FakeEndpoint } from '../../../bench/test/hosts/webdriver/webdriver-endpoint.ts'
import { benchVersion } from '../../src/bench/environment.ts'
import { fromPage } from '../../src/bench/inputs.ts'
import { openOrigin } from '../../src/bench/remote/origin.ts'
import { openRemote } from '../../src/bench/remote/open.ts'
import { runHere } from '../run-here.ts'

const text = async () => ({ body: new TextEncoder().encode('here'), type: 'text/plain' })
const routes = { '/route': text }

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((ready) => server.once('listening', ready))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

/** What is answered to a request that comes by this name. */
async function asked(port: number, host: string): Promise<string> {
  const { request } = await import('node:http')
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path: '/route', headers: { host } }, (response) => {
      response.setEncoding('utf8').on('data', (body: string) => resolve(`${response.statusCode} ${body.trim()}`))
    })
      .on('error', reject)
      .end()
  })
}

describe('the page is served', () => {
  test('at an address of this machine, unless somebody serves there', async () => {
    const port = await freePort()
    const own = await openOrigin({ origin: `http://127.0.0.1:${port}/` }, routes)
    expect(own).toMatchObject({ origin: `http://127.0.0.1:${port}`, hosted: false })
    expect(await asked(port, `127.0.0.1:${port}`)).toBe('200 here')
    expect(await openOrigin({ origin: `http://127.0.0.1:${port}/cell.html` }, routes)).toMatchObject({
      origin: `http://127.0.0.1:${port}`,
      hosted: true,
    })
    await own.close()
  })

  test('at the end of a tunnel, by its name and by no other', async () => {
    const port = await freePort()
    const { origin, hosted, close } = await openOrigin({ origin: 'https://tunnel.example/', port }, routes)
    expect([origin, hosted]).toEqual(['https://tunnel.example', false])
    expect(await asked(port, 'tunnel.example')).toBe('200 here')
    expect(await asked(port, 'elsewhere.example')).toMatch(/^403 only 127\.0\.0\.1, localhost and tunnel\.example are/)
    await expect(openOrigin({ origin: 'https://tunnel.example', port }, routes)).rejects.toThrow('is in use')
    await close()
  })

  test('by somebody else, anywhere', async () => {
    expect(await openOrigin({ origin: 'https://pages.example/cnn/index.html' }, routes)).toMatchObject({
      origin: 'https://pages.example/cnn',
      hosted: true,
    })
  })
})

describe('a page of somebody else', () => {
  let browser: Browser
  let endpoint: FakeEndpoint
  let folder: string
  beforeAll(async () => {
    const { path, args } = await findBrowser()
    browser = await chromium.launch({ executablePath: path, args: [...args] })
    endpoint = await fakeEndpoint(browser)
    folder = await mkdtemp(join(tmpdir(), 'cnn-hosted-'))
  })
  afterAll(async () => {
    await endpoint?.close()
    await browser?.close()
    if (folder) await rm(folder, { recursive: true })
  })

  test('cnn bench --remote measures at a WebDriver endpoint, and ends its session', async () => {
    const typed = [
      '--networks',
      'lenet5-cifar10',
      '--backends',
      'cnn-wasm',
      '--budget',
      '5',
      '--out',
      join(folder, 'out'),
    ]
    const ran = await runHere('bench', '--remote', endpoint.url, '--capabilities', '{"browserName": "any"}', ...typed)
    expect(ran).toMatchObject({ status: 0, stdout: expect.stringContaining('lenet5-cifar10') })
    const { environment, cells } = parseResults(await readFile(join(folder, 'out', 'results.json'), 'utf8'), 'results')
    expect(environment).toMatchObject({ processor: 'not told by the browser', browser: { source: 'remote' } })
    expect(environment.browser!.untold).toContain('how busy the machine was')
    expect(cells).toMatchObject([{ status: 'measured', weights: 'trained' }])
    expect(endpoint.asked.at(-1)).toEqual({ capabilities: { alwaysMatch: { browserName: 'any' } } })
    expect(endpoint.sessions.size).toBe(0)
  })

  async function about(script: string) {
    await writeFile(join(folder, 'cell.html'), `<script>${script}</script>`)
    await using server = await serve({ folder, routes: { '/weights/resnet20.safetensors': text } })
    await using place = await openRemote({ remote: endpoint.url, origin: server.origin }, routes)
    const environment = await place.about()
    return { environment, inputs: await fromPage(place.has!, ['resnet20', 'lenet5-cifar10']) }
  }

  test('of this version is measured, with what lies beside it', async () => {
    const { environment, inputs } = await about(`cnnPerform = () => {}; cnnVersion = '${benchVersion()}'`)
    expect(environment).toMatchObject({ commit: null, browser: { source: 'remote', name: 'Chromium' } })
    expect(inputs).toMatchObject({ images: false, sums: { weights: {} } })
    expect([inputs.weights('resnet20'), inputs.weights('lenet5-cifar10')]).toEqual([true, false])
  })

  test.each([
    ["cnnPerform = () => {}; cnnVersion = '0.0.1'", 'is of version 0.0.1 of @cnn/bench, and this is '],
    ['cnnPerform = () => {}', 'is of another version of @cnn/bench, and this is '],
    ['', 'cell.html did not set window.cnnPerform within 10 s'],
  ])('that does "%s" is refused', async (script, why) => {
    await expect(about(script)).rejects.toThrow(why)
    expect(endpoint.sessions.size).toBe(0)
  })
})
