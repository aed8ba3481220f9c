import { describe, expect, test } from 'vitest'
import { chart } from '../src/chart/chart.ts'
import type { BackendId, Results, Suite } from '@cnn/bench'
import { change, fixture, withoutWebGPU } from '../../bench/test/results/fixture.ts'

interface Circle {
  readonly network: string
  readonly backend: string
  readonly x: number
  readonly y: number
  readonly r: number
  readonly tag: string
}

/** The circles of a picture, as drawn. */
function circles(svg: string): Circle[] {
  return [...svg.matchAll(/<circle class="mark[^>]*>/g)].map(([tag]) => {
    const value = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
    const [x, y, r] = ['cx', 'cy', 'r'].map((name) => Number(value(name)))
    return { network: value('data-network'), backend: value('data-backend'), x: x!, y: y!, r: r!, tag }
  })
}

const circle = (results: Results, suite: Suite, network: string, backend: BackendId): Circle => {
  const found = circles(chart(results, { suite })).find((one) => one.network === network && one.backend === backend)
  if (!found) throw new Error(`no circle of ${network} on ${backend}`)
  return found
}

/** Where networks stand in the panels of the ImageNet chart. */
const imagenet = {
  x: (network: string, backend: BackendId) => circle(fixture, 'imagenet', network, backend).x,
  y: (network: string) => circle(fixture, 'imagenet', network, 'wasm').y,
}

/** Plain text of a picture, without its tooltips. */
const texts = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text!)

test('is the picture that was looked at', async () => {
  await expect(chart(fixture, { suite: 'cifar10' })).toMatchFileSnapshot('goldens/chart-cifar10.svg')
})

describe('the circles', () => {
  test('their areas are in the ratio of the parameters', () => {
    const [small, large] = [
      circle(fixture, 'cifar10', 'lenet5-cifar10', 'wasm'),
      circle(fixture, 'cifar10', 'resnet20', 'wasm'),
    ]
    expect(large.r ** 2 / small.r ** 2).toBeCloseTo(269_722 / 62_006, 2)
    const [resnet, vgg] = [
      circle(fixture, 'imagenet', 'resnet18', 'wasm'),
      circle(fixture, 'imagenet', 'vgg16', 'wasm'),
    ]
    expect(vgg.r ** 2 / resnet.r ** 2 / (138_357_544 / 11_689_512)).toBeCloseTo(1, 2)
  })

  test('stand from left to right by latency, on a logarithmic scale that all panels share', () => {
    const { x: at } = imagenet
    expect(at('alexnet', 'wasm')).toBeLessThan(at('resnet18', 'wasm'))
    expect(at('resnet18', 'wasm')).toBeLessThan(at('densenet121', 'wasm'))
    expect(at('densenet121', 'wasm')).toBeLessThan(at('resnet50', 'wasm'))
    expect(at('resnet50', 'wasm')).toBeLessThan(at('vgg16', 'wasm'))
    // From 58.7 to 912 ms on one backend, and from 402 to 2250 ms on another.
    const [one, other] = [
      at('vgg16', 'wasm') - at('alexnet', 'wasm'),
      at('resnet50', 'webgpu') - at('alexnet', 'webgpu'),
    ]
    expect(one / other).toBeCloseTo(Math.log(912 / 58.7) / Math.log(2250 / 402), 2)
  })

  test('stand higher the more accurate they are, in proportion', () => {
    const { y: at } = imagenet
    expect(at('alexnet')).toBeGreaterThan(at('resnet18'))
    expect((at('alexnet') - at('resnet50')) / (at('alexnet') - at('vgg16'))).toBeCloseTo(
      (76.13 - 59.3) / (71.592 - 59.3),
      2,
    )
  })

  test('of published accuracies are hollow, of measured ones are filled', () => {
    for (const { tag } of circles(chart(fixture, { suite: 'imagenet' }))) expect(tag).toMatch(/fill="none"/)
    for (const { tag } of circles(chart(fixture, { suite: 'cifar10' }))) expect(tag).toMatch(/fill="#[0-9a-f]{6}"/)
  })

  test('are there for what was measured, and for nothing else', () => {
    const drawn = circles(chart(fixture, { suite: 'imagenet' })).map(({ network, backend }) => `${network} ${backend}`)
    // Of 30 cells, 5 are googlenet's, another 5 were skipped on cpu, 2 are vgg16's elsewhere, and one failed.
    expect(drawn).toHaveLength(30 - 5 - 5 - 2 - 1)
    expect(drawn).not.toContain('vgg16 webgl')
    expect(drawn).not.toContain('densenet121 webgl')
    expect(drawn.join()).not.toContain('googlenet')
    // Measured in latency and not in accuracy.
    expect(
      circles(chart(fixture, { suite: 'cifar10' })).map(({ network, backend }) => `${network} ${backend}`),
    ).not.toContain('resnet20 cpu')
  })
})

describe('the words', () => {
  test('the axis of published accuracies says that they are', () => {
    const shown = texts(chart(fixture, { suite: 'imagenet' }))
    expect(shown).toContain('published ImageNet top-1, %, not measured here')
    expect(shown).toContain('median latency of one image, ms (logarithmic)')
    expect(texts(chart(fixture, { suite: 'cifar10' })).join()).not.toContain('ublished')
  })

  test('a panel is named by backend, threads, and a software renderer', () => {
    const shown = texts(chart(fixture, { suite: 'cifar10' }))
    expect(shown).toEqual(
      expect.arrayContaining([
        'WASM, 2 threads',
        'WebGL, software renderer',
        'WebGPU, software renderer',
        'plain JavaScript',
        'WASM in Node, 2 threads',
      ]),
    )
    const gpu = change('lenet5-cifar10', 'webgl', { device: { name: 'Apple M3', software: false } })
    // One of its cells was still rendered by the processor.
    expect(texts(chart(gpu, { suite: 'cifar10' }))).toContain('WebGL, software renderer')
    const both = change('resnet20', 'webgl', { device: { name: 'Apple M3', software: false } }, gpu)
    expect(texts(chart(both, { suite: 'cifar10' }))).toContain('WebGL')
  })

  test('what is not drawn is listed with the reason', () => {
    const below = texts(chart(fixture, { suite: 'imagenet' })).join(' ')
    expect(below).toContain('googlenet (only a published top-5)')
    expect(below).toContain('densenet121 on WebGL (failed: Failed to compile fragment shader.)')
    expect(below).toContain('vgg16 on WebGPU (skipped, needs ≈ 2.2 min)')
    expect(texts(chart(fixture, { suite: 'cifar10' })).join(' ')).toContain(
      'resnet20 on plain JavaScript (accuracy skipped: fewer than',
    )
  })

  test('a panel without circles says why', () => {
    const absent = texts(chart(withoutWebGPU, { suite: 'cifar10' })).join(' ')
    expect(absent).toContain('nothing to draw')
    expect(absent).toContain('absent: this browser offers no WebGPU adapter')
    const skipped = texts(chart(fixture, { suite: 'imagenet' }))
    expect(skipped).toEqual(
      expect.arrayContaining(['nothing to draw', 'resnet18: skipped, needs ≈ 18 min', 'vgg16: skipped, needs ≈ 2.5 h']),
    )
  })

  test('a run without the suite says so', () => {
    expect(texts(chart({ ...fixture, cells: [] }, { suite: 'cifar10' })).join(' ')).toContain(
      'no network for these images',
    )
  })

  test('hostile text stays text', () => {
    const name = '<script>alert(1)</script>"\'&\u0001'
    const svg = chart(change('resnet20', 'wasm', { network: name, device: { name, software: false } }), {
      suite: 'cifar10',
    })
    expect(svg).not.toContain('<script')
    expect(svg).not.toContain('\u0001')
    expect(svg).toContain('data-network="&lt;script>alert(1)&lt;/script>&quot;\'&amp;"')
  })
})

describe('the whole', () => {
  test.each([420, 740, 900, 1400])('nothing is outside a picture %i wide', (width) => {
    for (const suite of ['cifar10', 'imagenet'] as const) {
      const svg = chart(fixture, { suite, width })
      const [, wide, high] = /viewBox="0 0 (\S+) (\S+)"/.exec(svg)!.map(Number)
      expect(wide).toBe(width)
      for (const [, group, left, top] of svg.matchAll(/(<g class="panel" transform="translate\((\S+) (\S+)\)">)/g)) {
        const from = svg.indexOf(group!)
        const frame = / width="(\S+)" height="(\S+)"/.exec(svg.slice(svg.indexOf('<rect', from)))!
        expect(Number(left) + Number(frame[1])).toBeLessThanOrEqual(width)
        expect(Number(top) + Number(frame[2])).toBeLessThanOrEqual(high!)
      }
      for (const { x, y, r } of circles(svg)) {
        expect(x - r).toBeGreaterThanOrEqual(0)
        expect(y - r).toBeGreaterThanOrEqual(0)
      }
    }
  })

  test('loads nothing and stays white on its own', () => {
    const svg = chart(fixture, { suite: 'imagenet' })
    expect(svg.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|@import|href/)
    expect(svg).toContain('fill="#ffffff"')
    expect(svg).toContain('var(--cnn-paper,#ffffff)')
  })

  test('is well-formed: every tag that opens is closed', () => {
    const open: string[] = []
    for (const [, end, name, self] of chart(fixture, { suite: 'imagenet' }).matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
      if (end) expect(open.pop()).toBe(name)
      else if (!self) open.push(name!)
    }
    expect(open).toEqual([])
  })
})

test('a file with a thousand networks is drawn: every circle, and as many names as could be told apart', () => {
  const cell = fixture.cells.find(({ suite, accuracy }) => suite === 'cifar10' && accuracy)!
  const cells = Array.from({ length: 1000 }, (_, i) => ({ ...cell, network: `net${i}` }))
  const svg = chart({ ...fixture, cells }, { suite: 'cifar10' })
  expect(circles(svg)).toHaveLength(1000)
  const names = texts(svg).filter((text) => /^net\d+$/.test(text))
  expect(names.length).toBeGreaterThan(5)
  expect(names.length).toBeLessThanOrEqual(40)
})
