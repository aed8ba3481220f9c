import { csvParse } from 'd3-dsv'
import { expect, test } from 'vitest'
import { csv } from '../src/csv.ts'
import { change, fixture, withoutWebGPU } from '../../bench/test/results/fixture.ts'

const find = (text: string, network: string, backend: string) =>
  csvParse(text).find((row) => row['network'] === network && row['backend'] === backend)

test('one row for each cell', () => {
  const rows = csvParse(csv(fixture))
  expect(rows).toHaveLength(fixture.cells.length)
  expect(new Set(rows.map((row) => `${row['network']} ${row['backend']}`)).size).toBe(40)
  expect(csv(fixture).trimEnd().split('\n')).toHaveLength(41)
})

test('a row has the figures unrounded, and the environment', () => {
  expect(find(csv(fixture), 'resnet20', 'webgl')).toMatchObject({
    suite: 'cifar10',
    status: 'measured',
    input: '32x32x3',
    parameters: '269722',
    macs: '40551552',
    device: 'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
    software: 'true',
    threads: '',
    samples: '21',
    median_ms: '61.5',
    images: '1000',
    correct: '915',
    top1: '0.915',
    top1_low: '0.8961',
    reference: 'wasm',
    logit_difference: '0.000034',
    published_top1_percent: '91.25',
    published_source: 'He et al. 2015, table 6',
    browser: 'Chromium 153.0.7923.0',
    processor: 'Intel Xeon Platinum 8481C',
    date: '2026-10-05T06:43:41.000Z',
    commit: '3f2a9c1d5e7b8a90c4d6e8f0a1b2c3d4e5f60718',
  })
})

test('a published accuracy stands in no column of measured ones', () => {
  const row = find(csv(fixture), 'resnet50', 'wasm')
  expect(row).toMatchObject({ top1: '', correct: '', images: '', published_top1_percent: '76.13' })
})

test('what was not measured has a reason and no figures', () => {
  expect(find(csv(fixture), 'vgg16', 'cpu')).toMatchObject({ status: 'skipped', estimate_ms: '8990000', median_ms: '' })
  expect(find(csv(withoutWebGPU), 'vgg16', 'webgpu')).toMatchObject({
    status: 'absent',
    reason: 'this browser offers no WebGPU adapter (navigator.gpu is undefined)',
    median_ms: '',
  })
})

test('commas, quotes and line breaks survive', () => {
  const reason = 'a, "b"\nc'
  expect(find(csv(change('vgg16', 'cpu', { reason })), 'vgg16', 'cpu')?.['reason']).toBe(reason)
})

test('a text that a spreadsheet would take for a formula is none', () => {
  const reason = '=HYPERLINK("http://example.com")'
  expect(find(csv(change('vgg16', 'cpu', { reason })), 'vgg16', 'cpu')?.['reason']).toBe(`'${reason}`)
})
