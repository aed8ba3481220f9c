import { availableParallelism } from 'node:os'
import { perform } from '@cnn/bench'
import { engineRoutes } from '@cnn/bench/node'
import { afterEach, expect, test, vi } from 'vitest'
import { startEngine } from '../../src/engines/start.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

test.each([
  ['ort-wasm', 'onnxruntime-web'],
  ['litert-wasm', '@litertjs/core'],
] as const)('%s is absent where its package is not served, and says which command installs it', async (id, name) => {
  vi.stubGlobal('fetch', async () => new Response(null, { status: 404 }))
  vi.stubGlobal('crossOriginIsolated', true)
  const starting = startEngine(id, { folder: 'http://localhost/engines/', threads: 2 })
  await expect(starting).rejects.toMatchObject({
    name: 'AbsentError',
    message: `${name} is not installed; 'npm install ${name}' brings it`,
  })
})

test('in Node an engine of browsers is absent', async () => {
  const read = () => Promise.reject(new Error('nothing should be read'))
  const outcome = await perform({ kind: 'latency', network: 'lenet5', backend: 'ort-wasm', budget: 5 }, { read })
  expect(outcome).toEqual({ kind: 'absent', reason: 'ort-wasm runs in a browser alone' })
})

test.each([
  [1, 1],
  [2, 2],
  [undefined, availableParallelism()],
])('asked for %s threads, @cnn/wasm computes with %i', async (threads, had) => {
  const read = () => Promise.reject(new Error('nothing should be read'))
  const task = { kind: 'latency', network: 'lenet5', backend: 'node-cnn-wasm', budget: 5 } as const
  const outcome = await perform(threads === undefined ? task : { ...task, threads }, { read })
  expect(outcome).toMatchObject({ kind: 'latency', device: { threads: had, threadsAsked: had } })
})

test('the files of the installed engines are served, and nothing else of their packages', async () => {
  const routes = engineRoutes()
  const paths = Object.keys(routes)
  for (const path of [
    '@litertjs/core/dist/index.js',
    '@litertjs/wasm-utils/dist/index.js',
    'onnxruntime-web/dist/ort.wasm.min.mjs',
  ])
    expect(paths).toContain(`/engines/${path}`)
  expect(paths.filter((path) => path.includes('package.json'))).toEqual([])
  const { body, type } = await routes['/engines/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm']!()
  expect(type).toBe('application/wasm')
  expect([...body.subarray(0, 4)]).toEqual([0, 0x61, 0x73, 0x6d])
})
