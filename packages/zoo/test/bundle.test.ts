/** @file Importing one network costs that one: a bundle holds only the operations and the blocks that it uses. */

import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bundle } from '../../../tools/bundle.ts'

test('params(resnet50()) is under 3.5 kB on the wire, error messages included', async () => {
  const code = await bundle(
    `
    import { params } from '@cnn/shapes'
    import { resnet50 } from '@cnn/zoo'
    export const count = params(resnet50())
  `,
    import.meta.url,
  )
  expect(code).toContain('downsample')
  for (const unused of ['inception', 'denselayer', 'padChannels', 'layer1.0', 'cnn-graph'])
    expect(code).not.toContain(unused)
  expect(code.length).toBeLessThan(7500)
  expect(gzipSync(code).length).toBeLessThan(3500)
})

test.each([
  ['lenet5', ['sparseConv', 'inception', 'downsample', 'fc8']],
  ['alexnet', ['inception', 'downsample', 'denselayer', 'mlpconv', 'features']],
  ['vgg16', ['inception', 'downsample', 'denselayer', 'mlpconv', 'fc8']],
  ['inceptionV4', ['AuxLogits', 'branch7x7', 'downsample', 'denselayer', 'fc8']],
  ['densenet121', ['inception', 'downsample', 'mlpconv', 'fc8']],
] as const)('%s does not bring other networks', async (name, unused) => {
  const code = await bundle(
    `
    import { params } from '@cnn/shapes'
    import { ${name} } from '@cnn/zoo'
    export const count = params(${name}())
  `,
    import.meta.url,
  )
  for (const other of unused) expect(code).not.toContain(other)
  expect(gzipSync(code).length).toBeLessThan(5000)
})

test('the whole zoo, all operations and all of the arithmetic stay small', async () => {
  const code = await bundle(
    `
    export * from '@cnn/shapes'
    export * from '@cnn/zoo'
  `,
    import.meta.url,
  )
  expect(gzipSync(code).length).toBeLessThan(20_000)
})
