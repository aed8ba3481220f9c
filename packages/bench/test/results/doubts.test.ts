import { uniform } from '@cnn/shapes'
import { expect, test } from 'vitest'
import { parseStat } from '../../src/hosts/load.ts'
import { doubtsOf, type Evidence } from '../../src/results/doubts.ts'
import { driftOf, humpsOf } from '../../src/results/shape-of-samples.ts'
import { describe } from '../../src/results/statistics.ts'

const random = uniform('samples', 1)
const steady = Array.from({ length: 60 }, (_, i) => 10 + random(i))
const latency = { download: 1, setup: 1, first: 1, samples: steady, ...describe(steady) }
const kinds = (more: Partial<Evidence>) => doubtsOf({ backend: 'wasm', latency, ...more }).map(({ kind }) => kind)

test('nothing speaks against steady samples of a page in front on a quiet machine', () => {
  const circumstances = { grain: 0.005, hidden: false, throttled: false, isolated: true, onBattery: false }
  expect(kinds({ circumstances, load: { busy: 0.1, stolen: 0.01 } })).toEqual([])
  expect(kinds({})).toEqual([])
})

test.each([
  ['hidden', { circumstances: { hidden: true } }],
  ['throttled', { circumstances: { throttled: true } }],
  ['battery', { circumstances: { onBattery: true } }],
  ['isolation', { circumstances: { isolated: false } }],
  ['timer', { circumstances: { grain: 1 } }],
  ['load', { load: { busy: 0.5 } }],
  ['stolen', { load: { busy: 0, stolen: 0.05 } }],
] as const)('%s is a reason to doubt', (kind, evidence) => {
  expect(kinds(evidence)).toEqual([kind])
})

test('the reason has the figures', () => {
  expect(
    doubtsOf({ backend: 'wasm', latency, load: { busy: 1.26, stolen: 0.07 } }).map(({ reason }) => reason),
  ).toEqual(['other programs kept 1.3 cores busy before and after it', "the machine's host took 7 % of its time away"])
})

test('inferences that are timed together are long enough for a coarse clock; WebGL needs no isolation', () => {
  const together = { ...latency, inferencesPerSample: 10 }
  expect(doubtsOf({ backend: 'wasm', latency: together, circumstances: { grain: 1 } })).toEqual([])
  expect(kinds({ backend: 'webgl', circumstances: { isolated: false } })).toEqual([])
})

test('samples that become slower drift, whatever single ones do', () => {
  expect(driftOf(steady)).toBeUndefined()
  expect(driftOf(steady.map((sample, i) => sample * (1 + i / 100)))).toBeCloseTo(1.5, 0)
  expect(driftOf(steady.map((sample, i) => (i === 50 ? 1000 : sample)))).toBeUndefined()
  expect(driftOf([1, 2, 3])).toBeUndefined()
})

test('samples of two kinds have two humps, a few slow ones have not', () => {
  expect(humpsOf(steady)).toBeUndefined()
  const [low, high] = humpsOf(steady.map((sample, i) => (i % 3 === 0 ? sample * 2 : sample)))!
  expect(low).toBeCloseTo(10.5, 0)
  expect(high).toBeCloseTo(21, 0)
  expect(humpsOf(steady.map((sample, i) => (i % 20 === 0 ? sample * 2 : sample)))).toBeUndefined()
  // An even spread has no two humps, however it is cut.
  expect(humpsOf(Array.from({ length: 100 }, (_, i) => 10 + i / 10))).toBeUndefined()
})

test.each([30, 60])('series of %i lognormal samples give an alarm in 2 of 100, whatever their spread', (count) => {
  const chance = uniform('lognormal', count)
  // Box & Muller (1958): two even draws make a normal one.
  const normal = (i: number) => Math.sqrt(-2 * Math.log(1 - chance(2 * i))) * Math.cos(2 * Math.PI * chance(2 * i + 1))
  for (const [s, spread] of [0.05, 0.1, 0.2, 0.4].entries()) {
    const series = Array.from({ length: 250 }, (_, k) =>
      Array.from({ length: count }, (_unused, i) => Math.exp(spread * normal((s * 250 + k) * count + i))),
    )
    // Five of 250 are expected at most; more than 12 come once in 500 times then (Poisson).
    expect(series.filter((samples) => driftOf(samples) ?? humpsOf(samples)).length).toBeLessThanOrEqual(12)
  }
})

test('heaps of lognormal samples a third apart are found, and a steady fall of a third', () => {
  const chance = uniform('heaps', 2)
  const normal = (i: number) => Math.sqrt(-2 * Math.log(1 - chance(2 * i))) * Math.cos(2 * Math.PI * chance(2 * i + 1))
  const found = (of: (i: number) => number, by: (samples: number[]) => unknown) =>
    Array.from({ length: 200 }, (_, k) =>
      by(Array.from({ length: 60 }, (_unused, i) => of(i) * Math.exp(0.05 * normal(k * 60 + i)))),
    ).filter((one) => one !== undefined).length
  expect(found((i) => (i % 2 === 0 ? 1.33 : 1), humpsOf)).toBeGreaterThan(190)
  expect(found((i) => 1.33 - (0.33 * i) / 60, driftOf)).toBeGreaterThan(190)
  expect(found((i) => (i % 2 === 0 ? 1.33 : 1), driftOf)).toBeLessThan(5)
})

test('/proc/stat, proc(5): user, nice, system, idle, iowait, irq, softirq, steal; guests are counted in user', () => {
  expect(parseStat('cpu  100 10 20 800 5 1 2 62 7 7\ncpu0 1 1 1 1\n')).toEqual({ all: 1000, stolen: 62 })
  expect(parseStat('')).toBeUndefined()
  expect(parseStat('cpu 1 2 3\n')).toBeUndefined()
})
