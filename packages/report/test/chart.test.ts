import { describe, expect, test } from 'vitest'
import { backendIds } from '@cnn/bench'
import { chart } from '../src/chart/chart.ts'
import { paretoFront, type Point } from '../src/chart/points.ts'
import { drawn, imagenet, mark, marks, onGpu, texts, type Mark } from './drawn.ts'
import { change, fixture, withoutWebGPU } from '../../bench/test/results/fixture.ts'

test('is the picture that was looked at', async () => {
  await expect(chart(fixture, { suite: 'cifar10' })).toMatchFileSnapshot('goldens/chart-cifar10.svg')
})

describe('the marks', () => {
  test('their areas are in the ratio of the parameters, whatever their form', () => {
    for (const backend of ['wasm', 'node-wasm'] as const) {
      const [small, large] = [
        mark(fixture, 'cifar10', 'lenet5-cifar10', backend),
        mark(fixture, 'cifar10', 'resnet20', backend),
      ]
      expect(large.area / small.area).toBeCloseTo(269_722 / 62_006, 1)
    }
    const areas = backendIds.map((backend) => {
      const cells = fixture.cells.filter((cell) => cell.network === 'resnet20' && cell.backend === 'wasm')
      return mark({ ...fixture, cells: cells.map((cell) => ({ ...cell, backend })) }, 'cifar10', 'resnet20', backend)
        .area
    })
    for (const area of areas) expect(area / areas[0]!).toBeCloseTo(1, 2)
    const [resnet, vgg] = [mark(fixture, 'imagenet', 'resnet18', 'wasm'), mark(fixture, 'imagenet', 'vgg16', 'wasm')]
    expect(vgg.area / resnet.area / (138_357_544 / 11_689_512)).toBeCloseTo(1, 2)
  })

  test('of a network have one colour, and each backend has a form', () => {
    const all = marks(chart(onGpu, { suite: 'imagenet' }))
    const colour = ({ tag }: Mark) => / stroke="([^"]*)"/.exec(tag)![1]
    const networks = new Map(all.map((one) => [one.network, colour(one)]))
    for (const one of all) expect(colour(one)).toBe(networks.get(one.network))
    expect(new Set(networks.values()).size).toBe(networks.size)
    const form = ({ tag }: Mark) => / d="([^"]*)"/.exec(tag)![1]!.replaceAll(/[\d.-]+/g, '').length
    expect(form(mark(onGpu, 'imagenet', 'alexnet', 'webgl'))).not.toBe(form(mark(onGpu, 'imagenet', 'alexnet', 'wasm')))
  })

  test('lie over no centre of another, as far as two are not at one place', () => {
    const all = marks(chart(onGpu, { suite: 'imagenet' }))
    for (const one of all)
      for (const other of all)
        if (one !== other) expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(one.reach - 0.01)
  })

  test('stand from left to right by latency, on a logarithmic scale', () => {
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
    for (const { tag } of marks(chart(fixture, { suite: 'imagenet' }))) expect(tag).toMatch(/fill="none"/)
    for (const { tag } of marks(chart(fixture, { suite: 'cifar10' }))) expect(tag).toMatch(/fill="#[0-9a-f]{6}"/)
    const cells = fixture.cells.map((cell) => {
      const { accuracy: _, ...rest } = cell
      return rest
    })
    expect(mark({ ...fixture, cells }, 'cifar10', 'resnet20', 'wasm').tag).toMatch(/fill="none"/)
  })

  test('are there for what was measured, and for nothing else', () => {
    const all = drawn(onGpu, 'imagenet')
    // Of 30 cells, 5 are googlenet's, another 5 were skipped on cpu, 2 are vgg16's elsewhere, and one failed.
    expect(all).toHaveLength(30 - 5 - 5 - 2 - 1)
    expect(all).not.toContain('vgg16 webgl')
    expect(all).not.toContain('densenet121 webgl')
    expect(all.join()).not.toContain('googlenet')
    // Its accuracy is the network's, measured elsewhere.
    expect(drawn(fixture, 'cifar10')).toContain('resnet20 cpu')
  })

  test('of software renderers are left out, with a line, where anything else was measured', () => {
    expect(drawn(fixture, 'imagenet').join()).not.toContain('webg')
    expect(texts(chart(fixture, { suite: 'imagenet' })).join(' ')).toContain(
      'Left out: WebGL, software renderer; WebGPU, software renderer. Their times are the processor’s, and no GPU’s.',
    )
    const only = { ...fixture, cells: fixture.cells.filter(({ backend }) => backend === 'webgl') }
    expect(drawn(only, 'imagenet')).toContain('alexnet webgl')
    expect(texts(chart(only, { suite: 'imagenet' })).join(' ')).toContain('All of it ran on software renderers')
  })

  test('of a backend that disagrees are not drawn', () => {
    const wrong = change('resnet20', 'node-wasm', { accuracyStatus: 'failed', accuracyReason: 'it disagrees' })
    expect(drawn(wrong, 'cifar10')).not.toContain('resnet20 node-wasm')
    expect(texts(chart(wrong, { suite: 'cifar10' })).join(' ')).toContain('(accuracy failed: it disagrees)')
  })
})

test('the Pareto front steps through the networks than which none is both quicker and more accurate', () => {
  const point = (network: string, latency: number, accuracy: number) => ({ network, latency, accuracy }) as Point
  const all = [point('c', 3, 80), point('a', 1, 70), point('slow', 4, 75), point('b', 2, 80), point('best', 9, 91)]
  expect(paretoFront(all).map(({ network }) => network)).toEqual(['a', 'b', 'best'])
  expect(chart(fixture, { suite: 'imagenet' })).toMatch(/<path class="front [^>]* d="M[\d.]+ [\d.]+H[\d.]+V/)
})

describe('the words', () => {
  test('the axis of published accuracies says that they are', () => {
    const shown = texts(chart(fixture, { suite: 'imagenet' }))
    expect(shown).toContain('ImageNet top-1, %, published')
    expect(shown).toContain('median latency of one image, ms (logarithmic)')
    expect(texts(chart(fixture, { suite: 'cifar10' })).join()).not.toContain('ublished')
  })

  test('a form is explained by backend, threads, and a software renderer', () => {
    const shown = texts(chart(fixture, { suite: 'cifar10' }))
    expect(shown).toEqual(expect.arrayContaining(['WASM, 2 threads', 'plain JavaScript', 'WASM in Node, 2 threads']))
    const gpu = change('lenet5-cifar10', 'webgl', { device: { name: 'Apple M3', software: false } })
    // One of its cells was still rendered by the processor.
    expect(texts(chart(gpu, { suite: 'cifar10' })).join()).toContain('Left out: WebGL, software renderer')
    const both = change('resnet20', 'webgl', { device: { name: 'Apple M3', software: false } }, gpu)
    expect(texts(chart(both, { suite: 'cifar10' }))).toContain('WebGL')
  })

  test('what is not drawn is listed with the reason', () => {
    const below = texts(chart(onGpu, { suite: 'imagenet' })).join(' ')
    expect(below).toContain('googlenet on WASM, WebGL, WebGPU, WASM in Node (only a published top-5)')
    expect(below).toContain('densenet121 on WebGL (failed: Failed to compile fragment shader.)')
    expect(below).toContain('vgg16 on WebGPU (skipped, needs ≈ 2.2 min)')
    expect(texts(chart(withoutWebGPU, { suite: 'cifar10' })).join(' ')).toContain(
      'absent: this browser offers no WebGPU',
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
      for (const { x, y, reach } of marks(svg)) {
        expect(x - reach).toBeGreaterThanOrEqual(0)
        expect(y - reach).toBeGreaterThanOrEqual(0)
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

test('a file with a thousand networks is drawn: every mark, and as many names as could be told apart', () => {
  const cell = fixture.cells.find(({ suite, accuracy }) => suite === 'cifar10' && accuracy)!
  const cells = Array.from({ length: 1000 }, (_, i) => ({ ...cell, network: `net${i}` }))
  const svg = chart({ ...fixture, cells }, { suite: 'cifar10' })
  expect(marks(svg)).toHaveLength(1000)
  const names = texts(svg).filter((text) => /^net\d+$/.test(text))
  expect(names.length).toBeGreaterThan(5)
  expect(names.length).toBeLessThanOrEqual(40)
})
