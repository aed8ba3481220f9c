import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { NodeHost } from '../../src/hosts/node/host.ts'
import { testHost } from './contract.ts'
import { taskTo } from './task.ts'

const host = new NodeHost({ grace: 0.5, cell: fileURLToPath(new URL('fixtures/node-cell.mjs', import.meta.url)) })
const silent = () => {}
afterAll(() => host.close())

testHost(() => host)

test('every task has a process of its own', async () => {
  expect(await host.perform(taskTo('pid'), silent)).not.toEqual(await host.perform(taskTo('pid'), silent))
})

test('a process that spins for ever is skipped within its limit', async () => {
  const start = performance.now()
  const outcome = await host.perform(taskTo('spin'), silent)
  expect(outcome).toEqual({ kind: 'skipped', reason: 'did not end within 2 s', estimate: 2000, atLeast: true })
  expect(performance.now() - start).toBeLessThan(4000)
})

test('a process that crashes says how, with its last words', async () => {
  await expect(host.perform(taskTo('crash'), silent)).rejects.toThrow(
    /^the process was ended by SIGKILL while it measured crash on wasm\nIt said:\n {2}last words\n$/,
  )
  await expect(host.perform(taskTo('exit'), silent)).rejects.toThrow(
    /^the process ended with status 3 while it measured exit on wasm$/,
  )
})

test('the real cell runs from source', async () => {
  const outcome = await new NodeHost().perform(
    { kind: 'latency', network: 'lenet5-cifar10', backend: 'node-wasm', budget: 5 },
    silent,
  )
  expect(outcome).toMatchObject({ kind: 'latency', device: { name: 'WebAssembly', threads: 1 } })
})
