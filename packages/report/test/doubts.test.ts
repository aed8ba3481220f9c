import { csvParse } from 'd3-dsv'
import { expect, test } from 'vitest'
import { chart } from '../src/chart/chart.ts'
import { csv } from '../src/csv.ts'
import { report } from '../src/html/report.ts'
import { markdownTable, table } from '../src/text/table.ts'
import { change, fixture } from '../../bench/test/results/fixture.ts'

const doubted = change('resnet20', 'wasm', {
  doubts: [
    { kind: 'battery', reason: 'the device ran on its battery' },
    { kind: 'load', reason: 'other programs kept <1.5> cores\nbusy' },
  ],
})
const why = 'not to be trusted: the device ran on its battery; other programs kept <1.5> cores busy'

test('a latency that is not to be trusted is marked in every table, and the reason stands below', () => {
  for (const text of [table(doubted, 120), markdownTable(doubted)])
    expect(text.match(/6\.40 \[6\.21, 6\.59\] \? \[(\d+)\]|6\.40 \\\[6\.21, 6\.59\\\] \? \\?\[/)).not.toBeNull()
  expect(table(doubted, 400)).toContain(`Latency ${why}.`)
  expect(report(doubted)).toMatch(/6\.40 \[6\.21, 6\.59\] \?<sup><a href="#note-\d+">/)
  expect(report(doubted)).toContain(`Latency ${why.replace('<1.5>', '&lt;1.5>')}.`)
  for (const text of [table(fixture, 120), markdownTable(fixture), report(fixture)])
    expect(text).not.toContain('Latency not to be trusted')
})

test('and in the CSV, kinds and reasons in columns of their own', () => {
  const rows = csvParse(csv(doubted))
  const row = rows.find(({ network, backend }) => network === 'resnet20' && backend === 'wasm')!
  expect([row['doubts'], row['doubt_reasons']]).toEqual([
    'battery load',
    'the device ran on its battery; other programs kept <1.5> cores\nbusy',
  ])
  expect(rows.filter(({ doubts }) => doubts !== '')).toHaveLength(1)
})

test('and in the chart, by a broken rim', () => {
  const drawn = chart(doubted, { suite: 'cifar10' })
  const broken = [...drawn.matchAll(/<path class="mark[^>]*stroke-dasharray[^>]*>/g)].map(([mark]) => mark)
  expect(broken).toHaveLength(1)
  expect(broken[0]).toContain('data-network="resnet20" data-backend="wasm"')
  expect(drawn).toContain(`parameters; ${why.replace('<1.5>', '&lt;1.5>')}</title>`)
  expect(drawn).toContain('Broken rim: not to be trusted, for the reason in the table.')
  expect(chart(fixture, { suite: 'cifar10' })).not.toContain('Broken rim')
})
