/** @file Importing one network costs that one: a bundle holds only the operations and the blocks that it uses. */

import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { expect, test } from 'vitest'

async function bundle(code: string): Promise<string> {
  const entry = fileURLToPath(new URL('entry.js', import.meta.url))
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: true,
      modulePreload: false,
      target: 'es2023',
      rollupOptions: { input: entry, preserveEntrySignatures: 'strict' },
    },
    plugins: [
      {
        name: 'entry',
        enforce: 'pre',
        resolveId: (id) => (id === entry ? entry : undefined),
        load: (id) => (id === entry ? code : undefined),
      },
    ],
  })
  return [result]
    .flat()
    .flatMap((built) => ('output' in built ? built.output : []))
    .map((file) => ('code' in file ? file.code : ''))
    .join('')
}

test('params(resnet50()) is under 3.5 kB on the wire, error messages included', async () => {
  const code = await bundle(`
    import { params } from '@cnn/shapes'
    import { resnet50 } from '@cnn/zoo'
    export const count = params(resnet50())
  `)
  expect(code).toContain('downsample')
  for (const unused of ['inception', 'denselayer', 'padChannels', 'layer1.0', 'cnn-graph']) expect(code).not.toContain(unused)
  expect(code.length).toBeLessThan(7200)
  expect(gzipSync(code).length).toBeLessThan(3500)
})

test.each([
  ['lenet5', ['sparseConv', 'inception', 'downsample', 'fc8']],
  ['alexnet', ['inception', 'downsample', 'denselayer', 'mlpconv', 'features']],
  ['vgg16', ['inception', 'downsample', 'denselayer', 'mlpconv', 'fc8']],
  ['inceptionV4', ['AuxLogits', 'branch7x7', 'downsample', 'denselayer', 'fc8']],
  ['densenet121', ['inception', 'downsample', 'mlpconv', 'fc8']],
] as const)('%s does not bring other networks', async (name, unused) => {
  const code = await bundle(`
    import { params } from '@cnn/shapes'
    import { ${name} } from '@cnn/zoo'
    export const count = params(${name}())
  `)
  for (const other of unused) expect(code).not.toContain(other)
  expect(gzipSync(code).length).toBeLessThan(5000)
})

test('the whole zoo, all operations and all of the arithmetic stay small', async () => {
  const code = await bundle(`
    export * from '@cnn/shapes'
    export * from '@cnn/zoo'
  `)
  expect(gzipSync(code).length).toBeLessThan(17_000)
})
