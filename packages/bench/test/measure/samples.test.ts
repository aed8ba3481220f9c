import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { clockGrain } from '../../src/measure/clock.ts'
import { takeSamples } from '../../src/measure/samples.ts'

const wanted = { least: 4, most: 1000, time: 0, shortest: 1 }

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

/** Each inference takes so many milliseconds, and every one is counted. */
function inferring(times: (i: number) => number) {
  let count = 0
  const infer = () => {
    vi.advanceTimersByTime(times(count))
    count += 1
    return Promise.resolve()
  }
  return { infer, count: () => count }
}

test('samples stand in the order in which they were taken', async () => {
  const times = [500, 200, 300, 100]
  const { samples, inferencesPerSample } = await takeSamples(inferring((i) => times[i]!).infer, 200, wanted)
  expect(samples).toEqual(times)
  expect(inferencesPerSample).toBe(1)
})

test('quick inferences are timed together, for as long as a sample has to be', async () => {
  const { infer, count } = inferring(() => 0.25)
  const { samples, inferencesPerSample } = await takeSamples(infer, 0.25, wanted)
  expect(inferencesPerSample).toBe(4)
  expect(samples).toEqual([0.25, 0.25, 0.25, 0.25])
  // A quarter of a second to warm up, which no sample counts.
  expect(count()).toBe(1000 + 4 * 4)
  // A clock that steps by 0.1 ms has to see 10 ms: 40 of them.
  expect(await takeSamples(infer, 0.25, { ...wanted, shortest: 10 })).toMatchObject({ inferencesPerSample: 40 })
})

test('the time decides where there is more of it than the fewest samples need, and the most where there is less', async () => {
  const { infer } = inferring(() => 100)
  expect((await takeSamples(infer, 100, { ...wanted, time: 1000 })).samples).toHaveLength(10)
  expect((await takeSamples(infer, 100, { ...wanted, time: 1000, most: 7 })).samples).toHaveLength(7)
})

test('in turns, each is waited for, and begins with an inference that counts for nothing', async () => {
  const { infer, count } = inferring((i) => (i % 3 === 0 ? 900 : 300))
  const before: number[] = []
  const turn = () => Promise.resolve(void before.push(count()))
  const found = await takeSamples(infer, 300, { ...wanted, turns: 4, time: 2400, turn })
  expect(found.samples).toEqual([300, 300, 300, 300, 300, 300, 300, 300])
  expect(found.samplesPerTurn).toEqual([[2, 2, 2, 2]])
  expect(before).toEqual([0, 3, 6, 9])
})

test('the grain of a clock is its smallest step', () => {
  const steps = [0.2, 0.1, 0.3]
  let [calls, time] = [0, 0]
  // It stands still four times of five.
  const now = () => (time += ++calls % 5 === 0 ? steps[calls % 3]! : 0)
  expect(clockGrain(now)).toBeCloseTo(0.1, 10)
})
