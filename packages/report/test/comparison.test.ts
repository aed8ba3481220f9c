import type { Comparison } from '@cnn/bench'
import { expect, test } from 'vitest'
import { comparisonMarkdown, comparisonTable } from '@cnn/report'

const comparison: Comparison = {
  threshold: 0.05,
  inTurns: true,
  cells: [
    {
      network: 'resnet20',
      backend: 'cnn-wasm',
      before: 0.84,
      after: 0.924,
      ratio: 1.1,
      interval: [1.08, 1.12],
      verdict: 'slower',
    },
    { network: 'vgg|16', backend: 'webgl', before: 1234.5, after: 1240, ratio: 1.004, verdict: 'cannot tell' },
  ],
  leftOut: [{ network: 'alexnet', backend: 'webgpu', why: 'absent after: no adapter' }],
}

test('a row for each cell, and what has to be known below', () => {
  expect(comparisonTable(comparison)).toBe(
    [
      'network   backend   before, ms  after, ms          ratio [95 %]  verdict',
      '────────────────────────────────────────────────────────────────────────────',
      'resnet20  cnn-wasm       0.840      0.924  1.100 [1.080, 1.120]  slower',
      'vgg|16    webgl          1,235      1,240             1.004 [–]  cannot tell',
      '',
      '1 of 2 cells is slower beyond 5.0 %.',
      'Before and after are median latencies.',
      'Measured in turns: the ratio is of the 5th percentiles of the pages, which other load moves least (Hodges and ' +
        'Lehmann’s, with the signed-rank interval).',
      'Not compared: alexnet on webgpu, absent after: no adapter.',
      '',
    ].join('\n'),
  )
})

test('the same as Markdown, where what is too slow is bold and nothing is taken for a column', () => {
  const lines = comparisonMarkdown(comparison).split('\n')
  expect(lines[0]).toBe('| network | backend | before, ms | after, ms | ratio [95 %] | verdict |')
  expect(lines[2]).toBe(
    '| **resnet20** | **cnn-wasm** | **0.840** | **0.924** | **1.100 \\[1.080, 1.120\\]** | **slower** |',
  )
  expect(lines[3]).toBe('| vgg\\|16 | webgl | 1,235 | 1,240 | 1.004 \\[–\\] | cannot tell |')
  expect(lines[5]).toBe('- 1 of 2 cells is slower beyond 5.0 %.')
})

test('two runs say that they were not measured in turns', () => {
  const lines = comparisonTable({ ...comparison, inTurns: false, cells: [], leftOut: [] })
  expect(lines).toContain('Nothing is slower beyond 5.0 %.')
  expect(lines).toContain('Two runs: the ratio is of the medians, and its interval of a bootstrap over the samples')
})
