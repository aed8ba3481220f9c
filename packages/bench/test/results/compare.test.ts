import { expect, test } from 'vitest'
import { compare, isTooSlow, verdictOf, type Comparison } from '../../src/results/compare.ts'
import { differences } from '../../src/results/differences.ts'
import { mergePages, pagesOf } from '../../src/results/merge.ts'
import { ratioInTurns, ratioOfRuns } from '../../src/results/ratio.ts'
import type { Latency, Results } from '../../src/results/results.ts'
import { spreadOf } from '../../src/results/run-spread.ts'
import { describe } from '../../src/results/statistics.ts'
import { change, fixture } from './fixture.ts'

const latency = (samples: readonly number[]): Latency => ({
  download: 1,
  setup: 2,
  first: 3,
  samples: [...samples],
  ...describe(samples),
})
const same = (value: number) => latency(Array.from({ length: 30 }, () => value))
const faster = [10.2, 10.4, 9.9, 10.1, 11.8, 10, 10.3, 10.6, 9.8, 10.2, 12.5, 10.1]
const slower = [11.9, 12.2, 11.7, 12, 13.9, 11.8, 12.4, 12.1, 11.6, 12.3]

/** The fixture with other samples in one of its cells. */
const sampled = (of: Latency, results: Results = fixture) => change('resnet20', 'wasm', { latency: of }, results)
const cellOf = ({ cells }: Comparison) => cells.find((cell) => cell.network === 'resnet20' && cell.backend === 'wasm')!

/** What moved little in seven other cells. */
const apart = { deviation: 0.04, freedom: 7 }

test('two runs: the bootstrap interval of the ratio of their medians', () => {
  const { ratio, interval } = ratioOfRuns(latency(faster), latency(slower), apart)
  expect(ratio).toBeCloseTo(12.05 / 10.2, 12)
  // NumPy and SciPy: percentiles of 400,000 replicates, each a ratio of medians with a draw of Student's t; three
  // standard errors of 2,000 replicates are 0.013 and 0.016.
  expect(Math.abs(interval![0] - 1.0648)).toBeLessThan(0.013)
  expect(Math.abs(interval![1] - 1.3028)).toBeLessThan(0.016)
  // Samples without any spread say nothing of how far two runs lie apart: SciPy's 97.5 % quantile of t, times 4 %.
  const none = ratioOfRuns(same(10), same(10), apart)
  expect(Math.abs(none.interval![1] - 1.0992)).toBeLessThan(0.01)
  expect(Math.abs(none.interval![0] - 1 / 1.0992)).toBeLessThan(0.01)
})

test('how far two runs lie apart is learnt from the other cells, and without any is taken to be much', () => {
  expect(spreadOf([])).toEqual({ deviation: 0.1, freedom: 4 })
  // By hand: √((4 · 0.1² + 0.02² + 0.01² + 0.03² + 0.3²) / 8).
  const { deviation, freedom } = spreadOf([0.02, -0.01, 0.03, 0.3])
  expect(deviation).toBeCloseTo(0.12816, 5)
  expect(freedom).toBe(8)
})

test('pages in turns: what slows both pages of a round says nothing, and one spoilt page little', () => {
  const rounds = [1, 1.5, 0.8, 1.1, 2, 1.3, 0.9, 1.2]
  const pages = (factor: (i: number) => number) => mergePages(rounds.map((slow, i) => same(10 * slow * factor(i))))
  const [before, after] = [pages(() => 1), pages((i) => 1.05 + i / 1000)]
  expect(pagesOf(before).map((page) => page.length)).toEqual(rounds.map(() => 30))
  const { ratio, interval } = ratioInTurns(before, after)!
  expect(ratio).toBeCloseTo(1.0535, 5)
  expect(interval![0]).toBeGreaterThan(1.05)
  expect(interval![1]).toBeLessThan(1.057)
  const spoilt = ratioInTurns(
    before,
    pages((i) => (i === 3 ? 9 : 1.05)),
  )!
  expect(spoilt.ratio).toBeCloseTo(1.05, 5)
  expect(spoilt.interval![0]).toBeCloseTo(1.05, 5)
  // Not measured in turns, the same pages are two runs.
  expect(ratioOfRuns(before, after, apart).interval![1]).toBeGreaterThan(1.07)
})

test('what else the machine did for half of the turns moves nothing', () => {
  const page = (factor: number, slow: readonly number[]): Latency => ({
    ...latency(slow.flatMap((by) => [10, 10, 10].map((time) => time * by * factor))),
    samplesPerTurn: [slow.map(() => 3)],
  })
  const six = [0, 1, 2, 3, 4, 5]
  const before = mergePages(six.map(() => page(1, [1, 1, 1, 1])))
  const after = mergePages(six.map((i) => page(1.1, [1, 3 + i, 1.5, 1])))
  expect(before.samplesPerTurn).toEqual(six.map(() => [3, 3, 3, 3]))
  const { ratio, interval } = ratioInTurns(before, after)!
  for (const found of [ratio, ...interval!]) expect(found).toBeCloseTo(1.1, 10)
  expect(ratioOfRuns(before, after, apart).ratio).toBeGreaterThan(1.3)
})

test('few samples, or a clock that saw no time pass, cannot tell', () => {
  expect(ratioOfRuns(latency([1, 1, 1, 1, 1]), latency(slower), apart)).not.toHaveProperty('interval')
  expect(ratioOfRuns(same(0), same(1), apart)).toEqual({ ratio: 1 })
  expect(verdictOf({ ratio: 2 }, 0.05)).toBe('cannot tell')
})

test.each([
  [1.06, [1.03, 1.09], 'slower'],
  [1.06, [0.99, 1.13], 'cannot tell'],
  [0.94, [0.91, 0.97], 'faster'],
  [1.01, [1.005, 1.015], 'no difference'],
  [1, [0.96, 1.04], 'no difference'],
  [1, [0.9, 1.1], 'cannot tell'],
] as const)('a ratio of %f in %j: %s', (ratio, interval, verdict) => {
  expect(verdictOf({ ratio, interval }, 0.05)).toBe(verdict)
})

test('every cell that both measured is compared, and the others are named with the reason', () => {
  const found = compare(fixture, sampled(same(9.6)))
  expect(cellOf(found)).toMatchObject({ before: 6.4, after: 9.6, verdict: 'slower' })
  expect(cellOf(found).ratio).toBeCloseTo(1.5, 10)
  expect(isTooSlow(cellOf(found), found)).toBe(true)
  expect(isTooSlow(cellOf(found), compare(fixture, fixture, 0.6))).toBe(false)
  expect(cellOf(compare(sampled(same(9.6)), fixture)).verdict).toBe('faster')
  expect(found.cells.length + found.leftOut.length).toBe(fixture.cells.length)
  expect(found.leftOut).toContainEqual({
    network: 'densenet121',
    backend: 'webgl',
    why: 'failed before: Failed to compile fragment shader.',
  })
  const less = { ...fixture, cells: fixture.cells.slice(1) }
  const [{ network, backend }] = fixture.cells as [Results['cells'][number]]
  expect(compare(fixture, less).leftOut).toContainEqual({ network, backend, why: 'not in the run after' })
  expect(compare(less, fixture).leftOut).toContainEqual({ network, backend, why: 'not in the run before' })
})

test('a machine that is slower in the second run makes no cell of it slower', () => {
  const times = (factor: (i: number) => number): Results => ({
    ...fixture,
    cells: fixture.cells.map((cell, i) => (cell.latency ? { ...cell, latency: same(10 * factor(i)) } : cell)),
  })
  const verdictsOf = (factor: (i: number) => number) =>
    compare(
      times(() => 1),
      times(factor),
    ).cells.map(({ verdict }) => verdict)
  expect(new Set(verdictsOf((i) => [1.25, 1.1, 1.3][i % 3]!))).toEqual(new Set(['cannot tell']))
  expect(verdictsOf((i) => (i === 0 ? 2 : 1))[0]).toBe('slower')
})

test('pages belong together only where both files are of one run', () => {
  expect(compare({ ...fixture, beside: 'a' }, { ...fixture, beside: 'a' }).inTurns).toBe(true)
  expect(compare({ ...fixture, beside: 'a' }, { ...fixture, beside: 'b' }).inTurns).toBe(false)
  expect(compare(fixture, fixture).inTurns).toBe(false)
})

test('other machines, weights and images are named; a commit and versions are what is compared', () => {
  const { environment } = fixture
  const versions = { ...environment.versions, '@cnn/bench': '9.9.9' }
  expect(differences(fixture, { ...fixture, environment: { ...environment, commit: null, versions } })).toEqual([])
  const elsewhere = { ...environment, processor: 'another', browser: { ...environment.browser!, version: '154' } }
  expect(differences(fixture, { ...fixture, environment: elsewhere })).toEqual([
    'processor: Intel Xeon Platinum 8481C before, another after',
    'browser: Chromium 153.0.7923.0 before, Chromium 154 after',
  ])
  const [before, after] = ['a', 'b'].map((sum) => ({
    ...change('resnet20', 'wasm', { weightsSha256: sum, input: sum === 'a' ? [32, 32, 3] : [64, 64, 3] }),
    imagesSha256: sum,
  }))
  expect(differences(before!, after!)).toEqual([
    'test images: a before, b after',
    'resnet20 on wasm: image: 32×32×3 before, 64×64×3 after',
    'resnet20 on wasm: SHA-256 of the weights: a before, b after',
  ])
  // A file that does not tell, an old one for instance, is not known to differ.
  expect(differences(fixture, { ...fixture, imagesSha256: 'b' })).toEqual([])
})
