/** @file The page measures, shows results and explores networks. */

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPage, type DrivenPage } from './driven-page.ts'

let driven: DrivenPage
let page: Page
beforeAll(async () => {
  driven = await openPage()
  page = driven.page
})
afterAll(() => driven?.close())

test('tells what the browser has, and never takes a software renderer for a GPU', async () => {
  const text = await page.locator('#browser').filter({ hasText: 'WebGPU' }).innerText()
  expect(text).toContain('Cross-origin isolated\nyes')
  // Both find the same renderer, or the note on it would be wrong on one of them.
  if (/swiftshader/i.test(text)) expect(text).toContain('software renderer')
})

test('draws its text', async () => {
  const widths = await page.locator('h1, h2, label, option').evaluateAll((all) =>
    all.map((one) => {
      const context = new OffscreenCanvas(1, 1).getContext('2d')!
      context.font = getComputedStyle(one).font
      return context.measureText(one.textContent || 'x').width
    }),
  )
  expect(widths.length).toBeGreaterThan(10)
  // Without a font every text is as wide as nothing.
  expect(Math.min(...widths)).toBeGreaterThan(5)
})

test('measures the latency and the accuracy of a network', async () => {
  await choose('network', 'lenet5-cifar10')
  await choose('backend', 'wasm')
  await page.getByLabel('Time for each network').fill('5')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect.poll(() => page.locator('.step').innerText(), { timeout: 40_000 }).toBe('Done: 1 cell.')
  const row = page.locator('.tables tbody tr')
  expect(await row.count()).toBe(1)
  expect(await row.innerText()).toMatch(
    /lenet5-cifar10.*wasm ×\d+\t[\d.,]+\t[\d.,]+\t[\d.,]+ \[[\d.,]+, [\d.,]+\](?: \?\d+)?\t[\d.,]+/s,
  )
  expect(await row.innerText()).toMatch(/% \[.*\] n=40/)
  expect(await page.locator('.charts svg').count()).toBeGreaterThan(0)
  expect(await page.locator('iframe').count()).toBe(0)
})

test('computes with WebGL in a worker, and frees it afterwards', async () => {
  const opened: string[] = []
  const heard = (worker: { url(): string }) => opened.push(worker.url())
  page.on('worker', heard)
  await choose('backend', 'webgl')
  await page.getByLabel('Time for each network').fill('60')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect.poll(() => page.locator('.step').innerText(), { timeout: 110_000 }).toBe('Done: 1 cell.')
  page.off('worker', heard)
  expect(await page.locator('.tables tbody tr').innerText()).toMatch(/webgl.*% \[.*\] n=\d+/s)
  // One for the latency and one for the accuracy.
  expect(opened.filter((url) => url.endsWith('measure-worker.js'))).toHaveLength(2)
  await expect.poll(() => page.workers().length).toBe(0)
  await choose('backend', 'wasm')
})

test('answers while one inference takes minutes, and Stop ends it', async () => {
  // 15.5 G multiply-accumulates in plain JavaScript: nothing else ends within the time that Stop is given here.
  const before = await page.locator('.tables tbody').innerText()
  await choose('network', 'vgg16')
  await choose('backend', 'cpu')
  await page.getByLabel('Time for each network').fill('600')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect.poll(() => page.locator('.progress .hint').innerText(), { timeout: 60_000 }).toBe('first inference')
  const frames = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let drawn = 0
        const draw = () => (++drawn < 10 ? requestAnimationFrame(draw) : resolve(drawn))
        requestAnimationFrame(draw)
      }),
  )
  expect(frames).toBe(10)
  expect(await focused()).toBe('Stop')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect.poll(() => page.locator('.step').innerText(), { timeout: 10_000 }).toMatch(/^Stopped; .*: 0 cells\.$/)
  expect(await focused()).toBe('Start')
  await expect.poll(() => page.workers().length, { timeout: 10_000 }).toBe(0)
  // What was measured before is not replaced by a run that has nothing.
  expect(await page.locator('.tables tbody').innerText()).toBe(before)
})

test('tells how long it takes with the accuracy, and without it where none is wanted', async () => {
  await choose('network', 'lenet5-cifar10')
  await choose('backend', 'wasm')
  await page.getByLabel('Time for each network').fill('5')
  const most = page.locator('#most')
  expect(await most.innerText()).toMatch(/up to about 10 s, 5\.0 s of it for accuracy/)
  await page.getByLabel('Measure accuracy too').uncheck()
  expect(await most.innerText()).toMatch(/up to about 5\.0 s; most/)
  await page.getByLabel('Measure accuracy too').check()
  await page.getByLabel('Time for each network').fill('5')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect.poll(() => page.locator('.step').innerText(), { timeout: 40_000 }).toBe('Done: 1 cell.')
})

test('a phone sees latency and accuracy of every row without scrolling', async () => {
  const size = page.viewportSize()!
  await page.setViewportSize({ width: 390, height: 844 })
  const row = page.locator('.tables tbody tr').first()
  const shown = await row.locator('th, td').evaluateAll((cells) =>
    cells.flatMap((cell) => {
      const { left, right, width } = cell.getBoundingClientRect()
      return width > 0 ? [{ kind: cell.className.split(' ')[0], inside: left >= 0 && right <= innerWidth }] : []
    }),
  )
  expect(shown.map(({ kind }) => kind)).toEqual(['network', 'backend', 'latency', 'accuracy'])
  expect(shown.every(({ inside }) => inside)).toBe(true)
  expect(await row.innerText()).toMatch(
    /lenet5-cifar10\s+wasm ×\d+\s+[\d.,]+ \[[\d.,]+, [\d.,]+\](?: \?\d+)?\s+[\d.]+ %/,
  )
  await page.setViewportSize(size)
})

test('what does not fit the limits fades, and the address holds them over a reload', async () => {
  const row = page.locator('.tables tbody tr')
  expect(await page.locator('.limits output').innerText()).toMatch(
    /^Best that fits for CIFAR-10: lenet5-cifar10 on wasm/,
  )
  await page.getByLabel('Accuracy at least').fill('101')
  expect(await row.getAttribute('class')).toBe('faded')
  // The chart is drawn anew for another width, and fades again.
  const size = page.viewportSize()!
  await page.setViewportSize({ width: 700, height: 800 })
  await expect.poll(() => page.locator('.charts svg').getAttribute('width')).not.toBe(null)
  await expect.poll(() => page.locator('.charts .mark').getAttribute('class')).toContain('faded')
  await page.setViewportSize(size)
  await page.reload()
  expect(await page.getByLabel('Accuracy at least').inputValue()).toBe('101')
  expect(await row.getAttribute('class')).toBe('faded')
  await page.locator('.limits button').click()
  await expect.poll(() => row.getAttribute('class')).not.toBe('faded')
  expect(new URL(page.url()).hash).toBe('')
})

test('keeps the results over a reload', async () => {
  await page.reload()
  expect(await page.locator('.tables tbody').innerText()).toContain('lenet5-cifar10')
  expect(await page.locator('.origin').innerText()).toContain('Measured in this browser')
})

test.each([
  ['no JSON', 'hello', 'results.json is not JSON'],
  ['JSON of another kind', '{"name":"something"}', 'results.json holds no results of cnn bench: version is missing'],
  [
    'results of another version',
    '{"version":2}',
    'results.json holds no results of cnn bench: version is 2. Expected 1',
  ],
])('says what is wrong with a dropped file that is %s', async (_, text, message) => {
  await drop(text)
  await expect.poll(() => page.locator('#results [role=alert]').innerText()).toContain(message)
  expect(await page.locator('.tables tbody').innerText()).toContain('lenet5-cifar10')
})

test('shows a dropped results.json, whose texts are no markup', async () => {
  const results = JSON.parse(await page.evaluate(() => localStorage.getItem('cnn-bench-results') ?? ''))
  results.cells[0].network = '<img src=x onerror=alert(1)>'
  await drop(JSON.stringify(results))
  await expect.poll(() => page.locator('.origin').innerText()).toContain('From the file results.json')
  expect(await page.locator('.tables tbody').innerText()).toContain('<img src=x')
  expect(await page.locator('#results img').count()).toBe(0)
  await page.getByRole('button', { name: 'Back to' }).click()
  expect(await page.locator('.tables tbody').innerText()).toContain('lenet5-cifar10')
})

test('explores a network without measuring it', async () => {
  await page.getByLabel('Network', { exact: true }).selectOption('resnet50')
  const explored = page.locator('#explore')
  expect(await explored.innerText()).toContain('25,557,032')
  expect(await explored.getByRole('row', { name: 'layer4.2.conv3' }).innerText()).toMatch(
    /conv\t7×7×2048\t1,048,576\t51,380,224/,
  )
})

test('says beside the field why a network cannot be built so', async () => {
  const size = page.getByLabel('Image size')
  await size.fill('0')
  expect(await page.locator('#explore [role=alert]').innerText()).toContain(
    'height is 0; it must be a whole number of at least 1',
  )
  expect(await size.getAttribute('aria-invalid')).toBe('true')
  await size.fill('64')
  expect(await page.locator('#explore [role=alert]').isVisible()).toBe(false)
  expect(await page.locator('#explore').innerText()).toContain('64×64×3')
})

test('did all this without an error and without another origin', () => {
  expect(driven.complaints).toEqual([])
})

const focused = () => page.evaluate(() => document.activeElement?.textContent)

async function choose(name: string, ...values: readonly string[]): Promise<void> {
  for (const box of await page.locator(`input[name=${name}]`).all())
    await box.setChecked(values.includes((await box.getAttribute('value')) ?? ''))
}

/** Drops a file on the page as an explorer of files would. */
async function drop(text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([content], 'results.json', { type: 'application/json' }))
    return transfer
  }, text)
  await page.dispatchEvent('#results', 'drop', { dataTransfer })
}
