import type { Cell } from '@cnn/bench'
import { describe, expect, test } from 'vitest'
import stringWidth from 'string-width'
import { markdownTable, table } from '../src/text/table.ts'
import { change, fixture, withoutWebGPU } from '../../bench/test/results/fixture.ts'

const isOn = (cell: Cell, network: string, backend: string) => cell.network === network && cell.backend === backend

/** The row of a backend, which is looked for below the network's first one. */
function row(text: string, network: string, backend: string): string {
  const lines = text.split('\n')
  const first = lines.findIndex((line) => line.replace(/^\| /, '').startsWith(`${network} `))
  const found = lines.slice(first).find((line) => line.includes(` ${backend} `))
  if (first < 0 || !found) throw new Error(`no row of ${network} on ${backend} in\n${text}`)
  return found
}

describe('a table for 80 columns', () => {
  const text = table(fixture, 80)
  const lines = text.split('\n')

  test('no line is wider, footnotes included', () => {
    expect(lines.filter((line) => stringWidth(line) > 80)).toEqual([])
  })

  test('what tells a network apart stands above its rows, and the figures that matter stay', () => {
    const at = lines.findIndex((line) => line.startsWith('resnet20: '))
    expect(lines[at]).toBe('resnet20: parameters 269,722, MACs 40.6 M, 91.3 top-1, published [1]')
    expect(lines[at + 1]).toMatch(/^wasm ×2 .* 6\.40 \[6\.21, 6\.59\] .* 91\.4 % \[90\.8, 91\.9\] n=10,000/)
  })

  test('says what was left out', () => {
    expect(text.replaceAll('\n', ' ')).toContain('they do not fit into 80 columns: logits within; setup, ms')
  })

  test('where all fits, nothing is left out', () => {
    expect(table(fixture, 400).split('\n\n')[1]).toBe(table(fixture).split('\n\n')[1])
    expect(table(fixture, 400)).not.toContain('Left out')
  })
})

/** A median, with its interval. */
const medianIn = /\d \[[\d.,]+, [\d.,]+\]/

describe('table', () => {
  const text = table(fixture)

  test('a measured row has its figures, with units and sensible digits', () => {
    // 40.6 million MACs; setup 3 · 6.4 + 40; from the 6th to the 16th of 21, 6.4 · 0.97 and 6.4 · 1.03; p90 6.4 · 1.08.
    expect(row(text, 'resnet20', 'wasm ×2').split(/ {2,}/)).toEqual([
      'resnet20',
      '269,722',
      '40.6 M',
      'wasm ×2',
      '59.2',
      '12.8',
      '6.40 [6.21, 6.59]',
      '6.91',
      '91.4 % [90.8, 91.9] n=10,000',
      'reference',
      '–',
      '91.3 top-1, published [1]',
    ])
    expect(row(text, 'resnet50', 'wasm ×2')).toContain('4.09 G')
  })

  test('backends that classified all images have an accuracy, and are compared with the reference', () => {
    expect(row(text, 'lenet5-cifar10', 'webgl (software)')).toMatch(/n=10,000 +9,999 of 10,000 +2e-6/)
    expect(row(text, 'lenet5-cifar10', 'cpu')).toMatch(/n=10,000 +10,000 of 10,000 +2e-6/)
  })

  test('a backend that classified fewer has no accuracy: it agrees', () => {
    expect(row(text, 'resnet20', 'webgpu (software)')).toMatch(/ agrees on 998 of 1,000, logits within 3e-5$/)
    const agreement = { reference: 'wasm', images: 200, equal: 200, logitDifference: 4.1e-6 } as const
    const { accuracy: _, ...own } = fixture.cells.find((cell) => isOn(cell, 'resnet20', 'webgl'))!
    const others = fixture.cells.filter((cell) => !isOn(cell, 'resnet20', 'webgl'))
    const quick = table({ ...fixture, cells: [...others, { ...own, agreement }] })
    expect(row(quick, 'resnet20', 'webgl (software)')).toMatch(/ agrees on 200 of 200, logits within 4e-6$/)
    const why = 'it disagrees with wasm: 3 of 200 labels differ'
    const bad = { ...own, agreement, accuracyStatus: 'failed', accuracyReason: why } as const
    expect(row(table({ ...fixture, cells: [...others, bad] }), 'resnet20', 'webgl (software)')).toContain(
      'failed: it disagrees with wasm: 3 of 200 labels differ',
    )
  })

  test('one sample alone has no interval', () => {
    expect(row(text, 'resnet20', 'cpu')).toContain('1,240 (n=1)')
  })

  test('what was not measured shows why, and the estimate, in place of figures', () => {
    expect(row(text, 'vgg16', 'cpu')).toMatch(/cpu +skipped, needs ≈ 2\.5 h \[\d+\]$/)
    expect(row(text, 'densenet121', 'webgl (software)')).toMatch(/failed: Failed to compile fragment shader\. \[\d+\]$/)
    expect(row(text, 'resnet20', 'cpu')).toMatch(/1,240 +skipped: fewer than 100 images/)
    const absent = table(withoutWebGPU)
    expect(row(absent, 'resnet50', 'webgpu')).toMatch(/webgpu +absent: this browser offers no WebGPU .*… \[\d+\]$/)
    expect(absent).toMatch(/\[\d+\] absent: this browser offers no WebGPU adapter \(navigator\.gpu is undefined\)\n/)
  })

  test('a published figure says so and has its source below', () => {
    for (const line of text.split('\n').filter((one) => /top-[15]/.test(one) && !one.startsWith('[')))
      expect(line).toMatch(/top-[15], published \[\d+\]/)
    expect(row(text, 'resnet50', 'wasm ×2')).toContain('76.1 top-1, published')
    expect(row(text, 'googlenet', 'wasm ×2')).toContain('89.9 top-5, published')
    expect(text).toMatch(/\[\d+\] Published, not measured here: ImageNet, .*; Szegedy et al\. 2014, table 3/)
    expect(text.match(/torchvision, IMAGENET1K_V1/g)).toHaveLength(1)
  })

  test('a software renderer is marked as one on every measured row', () => {
    const measured = text.split('\n').filter((line) => /^ +web(gl|gpu)/.test(line) && medianIn.test(line))
    expect(measured.length).toBe(13)
    for (const line of measured) expect(line).toMatch(/web(gl|gpu) \(software\)/)
    const hardware = change('resnet20', 'webgl', { device: { name: 'Apple M3', software: false } })
    expect(row(table(hardware), 'resnet20', 'webgl')).not.toContain('software')
  })

  test('WebGL in 16-bit floats is marked', () => {
    const half = change('resnet20', 'webgl', { device: { name: 'Mali', software: false, float32: false } })
    expect(row(table(half), 'resnet20', 'webgl')).toContain('webgl (16-bit)')
  })

  test('columns are aligned, whatever the width of the names', () => {
    const wide = table(change('resnet20', 'wasm', { network: '残差网络20' }))
    const rows = wide.slice(0, wide.indexOf('\n\nImageNet')).split('\n').slice(2)
    const ends = rows
      .filter((line) => medianIn.test(line))
      .map((line) => stringWidth(line.slice(0, line.indexOf(' ['))))
    expect(ends.length).toBeGreaterThan(8)
    const head = rows[0]!
    const [start, end] = [head.indexOf('median'), head.indexOf('p90') - 2]
    for (const at of ends) {
      expect(at).toBeGreaterThanOrEqual(start)
      expect(at).toBeLessThan(end)
    }
    const label = rows
      .filter((line) => /wasm ×2|cpu/.test(line))
      .map((line) => stringWidth(line.slice(0, line.search(/(node-)?wasm ×2|cpu/))))
    expect(new Set(label)).toEqual(new Set([head.indexOf('backend')]))
  })

  test('a reason cannot break the lines or colour the terminal', () => {
    const hostile = table(change('resnet20', 'webgl', { network: 'a\u001b[31mb\nc', reason: 'x' }))
    expect(hostile).toContain('ab c')
    expect(hostile).not.toContain('\u001b')
    const { latency: _, ...cell } = fixture.cells[0]!
    const failed = table({ ...fixture, cells: [{ ...cell, status: 'failed', reason: 'one\ntwo\r\n\u0007three' }] })
    expect(failed).toContain('failed: one two three')
  })

  test('an interrupted run says so', () => {
    expect(text).not.toContain('not complete')
    expect(table({ ...fixture, complete: false })).toContain('The run is not complete')
  })

  test('random weights are told from trained ones', () => {
    expect(row(text, 'resnet50', 'wasm ×2')).toMatch(/^resnet50 \[\d+\]/)
    expect(row(text, 'resnet20', 'wasm ×2')).not.toMatch(/^resnet20 \[/)
  })
})

const cells = (line: string): number => line.split(/(?<!\\)\|/).length

describe('markdownTable', () => {
  const text = markdownTable(fixture)

  test('every row has as many cells as its heading', () => {
    for (const part of text.split('\n\n').filter((one) => one.startsWith('|'))) {
      const lines = part.split('\n')
      expect(lines.length).toBeGreaterThan(10)
      for (const line of lines) expect(cells(line)).toBe(cells(lines[0]!))
    }
  })

  test('published figures are in italics, measured ones are not', () => {
    expect(row(text, 'resnet20', 'wasm ×2')).toMatch(/\*91\.3 top-1, published \\\[\d+\\\]\* \|$/)
    expect(row(text, 'resnet20', 'wasm ×2')).toContain('| 91.4 % ')
  })

  test('text cannot become markup', () => {
    const hostile = markdownTable(change('resnet20', 'wasm', { network: 'a|b*c*<img src=x>`d`' }))
    expect(hostile).toContain('a\\|b\\*c\\*&lt;img src=x>\\`d\\`')
  })
})
