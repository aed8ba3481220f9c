import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cell } from '@cnn/bench'
import { report } from '@cnn/report'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fixture } from '../../../bench/test/results/fixture.ts'
import { runHere } from '../run-here.ts'

let folder: string
const file = (name: string) => join(folder, name)

const { environment } = fixture
const phone = {
  ...fixture,
  cells: fixture.cells.map(({ latency, ...cell }): Cell => {
    if (cell.network === 'resnet20' && cell.backend === 'wasm')
      return { ...cell, status: 'failed', reason: 'out of <memory>' }
    return { ...cell, ...(latency && { latency }) }
  }),
  environment: { ...environment, processor: 'a phone’s', cores: 8 },
}
const tablet = { ...fixture, cells: fixture.cells.filter(({ network }) => network !== 'vgg16') }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-report-'))
  for (const [name, results] of Object.entries({ 'desk.json': fixture, 'phone.json': phone, 'tablet.json': tablet }))
    await writeFile(file(name), JSON.stringify(results))
  await writeFile(file('none.json'), '{"version":2}')
})
afterAll(() => rm(folder, { recursive: true }))

/** Rows of a table as the texts of their cells, those that span rows in the first of them. */
const rowsOf = (html: string) =>
  [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, text]) => text!.replace(/<[^>]+>/g, '')),
  )

test('a column for each device, in the order of the files', async () => {
  const out = file('devices.html')
  const files = [file('desk.json'), `Pixel 9=${file('phone.json')}`, file('tablet.json')]
  expect(await runHere('report', ...files, '--out', out)).toMatchObject({
    status: 0,
    stderr: `${out}: desk, Pixel 9, tablet\n`,
  })
  const html = await readFile(out, 'utf8')
  const rows = rowsOf(html)
  expect(rows).toContainEqual([
    'Processor',
    ...['Intel Xeon Platinum 8481C, 2', 'a phone’s, 8', 'Intel Xeon Platinum 8481C, 2'].map(
      (text) => `${text} logical`,
    ),
  ])
  const heads = rows.filter((row) => row.includes('backend'))
  const columns = ['backend', 'desk', 'Pixel 9', 'tablet']
  expect(heads.map((row) => row.slice(-4))).toEqual([columns, columns])
  const resnet = rows.find((row) => row[0] === 'resnet20')!
  expect(resnet.slice(-4)).toEqual([
    'wasm',
    '6.40 [6.21, 6.59] ×2',
    expect.stringMatching(/^failed: out of &lt;memory>\d+$/),
    '6.40 [6.21, 6.59] ×2',
  ])
  expect(rows.find((row) => row[0] === 'vgg16' || row[0]!.startsWith('vgg16'))!.at(-1)).toBe('–')
  // The network's accuracy is measured on one of the devices, and stands once.
  expect(resnet.join(' ')).toContain('91.4 % [90.8, 91.9] n=10,000')
  expect(html).not.toContain('<memory>')
})

test('of one run it is the report of that run', async () => {
  const out = file('one.html')
  expect(await runHere('report', file('desk.json'), '--out', out)).toMatchObject({ status: 0 })
  expect(await readFile(out, 'utf8')).toBe(report(fixture))
})

test.each([
  [['missing.json'], 'missing.json cannot be read: '],
  [['none.json'], 'none.json holds no results of cnn bench: version is 2. Expected 1'],
  [['desk.json', 'desk.json'], 'would both be the column desk; name them, as in "Phone='],
  [Array(21).fill('desk.json'), '21 runs are too many for one page; give at most 20 files'],
  [[], "missing required argument 'files'"],
])('%j: what is wrong is said', async (names: string[], message) => {
  const told = await runHere('report', ...names.map(file), '--out', file('never.html'))
  expect(told).toMatchObject({ status: 2, stdout: '' })
  expect(told.stderr).toContain(message)
  await expect(readFile(file('never.html'))).rejects.toThrow('ENOENT')
})
