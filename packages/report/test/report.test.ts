import { describe, expect, test } from 'vitest'
import { report } from '../src/html/report.ts'
import { change, fixture, withoutWebGPU } from '../../bench/test/results/fixture.ts'

const html = report(fixture)

/** What a reader sees, without the styles and data. */
const visible = (page: string): string =>
  page
    .replace(/<(style|script|title)\b[^>]*>[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, '\n')
    .replace(/\n+/g, '\n')

const embedded = (page: string): unknown =>
  JSON.parse(/<script type="application\/json" id="results">([\s\S]*?)<\/script>/.exec(page)![1]!)

test('carries the results, all samples included', () => {
  expect(embedded(html)).toEqual(fixture)
  expect(html).toContain('download="results.json"')
})

test('shows the environment', () => {
  const text = visible(html)
  for (const part of [
    'Chromium 153.0.7923.0 (embedded)',
    'Intel Xeon Platinum 8481C, 2 logical',
    'linux x64',
    '2026-10-05 06:43',
    '3f2a9c1d5e7b',
  ])
    expect(text).toContain(part)
  expect(text).toContain('google swiftshader, software renderer')
  expect(text).toContain('Intel Xeon Platinum 8481C, 2 threads, SIMD')
  expect(text).toContain('WebGL and WebGPU ran on a software renderer')
})

test('a GPU is called hardware, and warns of nothing', () => {
  const cells = fixture.cells.map((cell) =>
    Object.assign({}, cell, cell.device && { device: { ...cell.device, name: 'Apple M3', software: false } }),
  )
  const text = visible(report({ ...fixture, cells }))
  expect(text).toContain('Apple M3, hardware')
  expect(text).not.toMatch(/software/)
})

test('has both charts, and both tables', () => {
  expect(html.match(/<svg xmlns="[^"]*" class="cnn-chart"/g)).toHaveLength(6)
  expect(html.match(/<table>/g)).toHaveLength(2)
  expect(visible(html)).toContain('ImageNet top-1, %, published')
  const alone = report({ ...fixture, cells: fixture.cells.filter(({ suite }) => suite === 'cifar10') })
  expect(alone.match(/<table>/g)).toHaveLength(1)
  expect(alone).not.toContain('ImageNet top-1')
})

test('every row of a table fills its columns', () => {
  for (const [, table] of html.matchAll(/<table>(.*?)<\/table>/g)) {
    const columns = table!.split('</thead>')[0]!.match(/<th /g)!.length
    for (const body of table!.split('<tbody>').slice(1)) {
      const rows = body.split(/<tr[^>]*>/).slice(1)
      // Cells that span rows count in every one of them.
      const spanning = (rows[0]!.match(/rowspan="/g) ?? []).length
      for (const [i, row] of rows.entries()) {
        const width = [...row.matchAll(/<t[dh]([^>]*)>/g)].reduce(
          (sum, [, at]) => sum + Number(/colspan="(\d+)"/.exec(at!)?.[1] ?? 1),
          0,
        )
        expect(width + (i > 0 ? spanning : 0)).toBe(columns)
      }
    }
  }
})

test('every published figure is marked as such', () => {
  const cells = [...html.matchAll(/<td class="published[^"]*"[^>]*>(.*?)<\/td>/g)].map(([, inside]) => inside!)
  expect(cells).toHaveLength(8)
  for (const inside of cells) expect(inside === '–' || inside.includes('published')).toBe(true)
  expect(html.match(/76\.1 top-1/g)).toHaveLength(1)
})

test('says why a figure is missing', () => {
  expect(visible(html)).toContain('skipped, needs ≈ 4.2 min')
  expect(visible(html)).toContain('skipped: it would not end in the budget of 60 s')
  expect(visible(report(withoutWebGPU))).toContain('nothing measured: absent: this browser offers no WebGPU adapter')
  expect(visible(report({ ...fixture, complete: false }))).toContain('The run is not complete')
})

test('links every mark to a note that is there', () => {
  const targets = new Set([...html.matchAll(/href="#(note-\d+)"/g)].map(([, id]) => id))
  expect(targets.size).toBeGreaterThan(5)
  for (const id of targets) expect(html).toContain(`id="${id}"`)
})

test('a strip has a tick for the median in its middle, and one for each sample that is apart', () => {
  // The one sample of resnet20 on plain JavaScript is the median itself: 76 wide, so at 38.
  const strip = /<svg class="strip"[^>]*aria-label="1 samples?"[^>]*>.*?<\/svg>/.exec(html)![0]
  expect(strip).toContain('d="M38 3V13"')
})

describe('safety', () => {
  const hostile = '</script><img src=x onerror=alert(1)><!--\u2028'
  const page = report(
    change(
      'vgg16',
      'webgl',
      { reason: hostile },
      change(
        'lenet5-cifar10',
        'webgl',
        { network: hostile, device: { name: hostile, software: true } },
        {
          ...fixture,
          environment: {
            ...fixture.environment,
            processor: hostile,
            versions: { [hostile]: hostile },
            commit: hostile,
            date: hostile,
          },
        },
      ),
    ),
  )

  test('hostile text becomes no element', () => {
    expect(page).not.toMatch(/<img/)
    expect(page).not.toContain('<!--')
    expect(page.match(/<\/script>/g)).toHaveLength(2)
    expect(visible(page)).toContain('&lt;/script>&lt;img src=x onerror=alert(1)>')
  })

  test('and comes back unharmed from the data', () => {
    const results = embedded(page)
    expect(results).toMatchObject({ environment: { processor: hostile } })
  })

  test('loads nothing from anywhere', () => {
    // A source that is an address becomes a link, which loads nothing until it is followed.
    const linked = report(
      change('resnet20', 'wasm', {
        published: { top1: 91.25, dataset: 'CIFAR-10', protocol: 'p', source: 'https://arxiv.org/abs/1512.03385' },
      }),
    )
    expect(linked).toContain('<a href="https://arxiv.org/abs/1512.03385" rel="noreferrer">')
    const outside = linked
      .replace(/<script type="application\/json"[\s\S]*?<\/script>/, '')
      .replaceAll(/<a href="https:[^>]*>[^<]*<\/a>/g, '')
    expect(outside.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|\/\/[a-z]/)
    expect(outside).not.toMatch(/\ssrc=|@import|url\(/)
    expect([...outside.matchAll(/<link[^>]*>/g)].map(([tag]) => tag)).toEqual(['<link rel="icon" href="data:,">'])
    expect(outside).toContain("default-src 'none'")
  })

  test('a source that only looks like an address does not become a script', () => {
    // oxlint-disable-next-line no-script-url -- it is what must not become a link
    const doubtful = report(
      change('resnet20', 'wasm', {
        published: { top1: 1, dataset: 'CIFAR-10', protocol: 'p', source: 'javascript:alert(1)' },
      }),
    )
    expect(doubtful).not.toContain('href="javascript:')
  })
})
