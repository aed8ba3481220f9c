import { expect, test } from 'vitest'
import { fewerThreads } from '../../src/bench/fewer-threads.ts'
import { fixture } from '../../../bench/test/results/fixture.ts'

const first = fixture.cells[0]!
const had = (threads: number) => ({
  ...fixture,
  cells: [{ ...first, backend: 'wasm' as const, device: { name: 'WebAssembly', software: false, threads } }],
})

test('threads that were asked for and not had are said, once a backend', () => {
  const results = had(1)
  const twice = { ...results, cells: [...results.cells, ...results.cells] }
  expect(fewerThreads(twice, 4)).toBe('note: wasm had 1 of the 4 threads asked for\n')
})

test('nothing is said where all were had, or none was asked for', () => {
  expect(fewerThreads(had(4), 4)).toBe('')
  expect(fewerThreads(had(1), undefined)).toBe('')
})
