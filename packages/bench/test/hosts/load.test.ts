import { expect, test } from 'vitest'
import { LoadWatch } from '../../src/hosts/load.ts'
import type { Task } from '../../src/hosts/task.ts'
import { latency } from '../run/fake-host.ts'

const task: Task = { kind: 'latency', network: 'resnet20', backend: 'wasm', budget: 10 }

/** Tasks with pauses of so many milliseconds: how busy each was found, and how many looks it took. */
async function watched(looks: readonly number[], pauses: readonly number[]) {
  let [now, looked] = [0, 0]
  const watch = new LoadWatch(
    async () => looks[looked++]!,
    () => now,
  )
  const busy = []
  for (const pause of [0, ...pauses]) {
    now += pause
    const outcome = await watch.perform(task, async () => latency(1))
    busy.push(outcome.kind === 'latency' && outcome.load?.busy)
  }
  return { busy, looked }
}

test('it is looked before and after, and the fewer busy cores count', async () => {
  expect(await watched([0.8, 0.5], [])).toEqual({ busy: [0.5], looked: 2 })
  expect(await watched([0, 2], [])).toEqual({ busy: [0], looked: 2 })
})

test('a machine that was calm just now is not looked at again', async () => {
  expect(await watched([1, 0.05, 2], [20])).toEqual({ busy: [0.05, 0.05], looked: 3 })
})

test('a machine that was busy just now, or calm long ago, is', async () => {
  expect(await watched([1, 0.3, 2, 1.5], [20])).toEqual({ busy: [0.3, 1.5], looked: 4 })
  expect(await watched([1, 0.05, 2, 1.5], [1000])).toEqual({ busy: [0.05, 1.5], looked: 4 })
})

test('what measures no latency is not watched', async () => {
  let looked = 0
  const watch = new LoadWatch(async () => ++looked)
  const absent = { kind: 'absent', reason: 'no WebGL 2' } as const
  expect(
    await watch.perform({ ...task, kind: 'accuracy', images: 1, batch: 1, data: 'test.bin' }, async () => absent),
  ).toBe(absent)
  expect(looked).toBe(0)
})
