import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { patiently, type Processes } from '../../src/hosts/browser/life.ts'
import type { Outcome, Task } from '@cnn/bench'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A browser whose processes use so much of a processor, from 0 to the number of cores. */
function browserWith(shares: { readonly page: number; readonly gpu: number }): Processes {
  const send = async () => ({
    processInfo: [
      { type: 'browser', cpuTime: 1000 },
      { type: 'renderer', cpuTime: (shares.page * performance.now()) / 1000 },
      { type: 'GPU', cpuTime: (shares.gpu * performance.now()) / 1000 },
    ],
  })
  return { newBrowserCDPSession: async () => ({ send, detach: async () => {} }) }
}

async function after20s(session: Processes, backend: Task['backend'], work = new Promise<Outcome>(() => {})) {
  const waiting = patiently(session, work, { backend }, 20)
  await vi.advanceTimersByTimeAsync(200_000)
  return waiting
}

test('an outcome in time is that outcome', async () => {
  const outcome: Outcome = { kind: 'absent', reason: 'no WebGL 2' }
  const work = Promise.resolve(outcome)
  expect(await after20s(browserWith({ page: 0, gpu: 0 }), 'webgl', work)).toEqual({ outcome, ended: true })
})

test.each([
  ['a page that was stopped', 'wasm', { page: 0, gpu: 0 }],
  ['a renderer that was stopped', 'webgl', { page: 0, gpu: 0 }],
  ['an endless loop of the page, where shaders should run', 'webgpu', { page: 1, gpu: 0 }],
] as const)('%s hangs', async (_, backend, shares) => {
  expect(await after20s(browserWith(shares), backend)).toEqual({
    ended: false,
    outcome: { kind: 'skipped', reason: 'did not end within 20 s', estimate: 20_000, atLeast: true, stuck: true },
  })
})

test('a software renderer that computes on both cores is slow', async () => {
  const { outcome } = await after20s(browserWith({ page: 0.1, gpu: 1.8 }), 'webgl')
  expect(outcome).toMatchObject({ reason: 'did not end within 22 s, while the renderer computed', stuck: false })
})

test('a page that computes all the while is told by what it was expected to take', async () => {
  const { outcome } = await after20s(browserWith({ page: 1, gpu: 0 }), 'wasm')
  expect(outcome).toEqual({ kind: 'skipped', reason: 'did not end within 20 s', estimate: 20_000, atLeast: true })
})

test('on a loaded machine a page gets longer, and is slow at the end', async () => {
  const { outcome } = await after20s(browserWith({ page: 0.1, gpu: 0 }), 'wasm')
  expect(outcome).toMatchObject({ stuck: false })
  expect(outcome).toHaveProperty('reason', expect.stringMatching(/^did not end within 6\d s, while other programs had/))
  const late = new Promise<Outcome>((resolve) => {
    setTimeout(resolve, 50_000, { kind: 'absent', reason: 'in the end' })
  })
  expect(await after20s(browserWith({ page: 0.2, gpu: 0 }), 'wasm', late)).toMatchObject({
    ended: true,
    outcome: { reason: 'in the end' },
  })
})

test('a browser that does not answer hangs', async () => {
  const silent: Processes = { newBrowserCDPSession: () => new Promise(() => {}) }
  expect((await after20s(silent, 'wasm')).outcome).toMatchObject({ stuck: true })
})
