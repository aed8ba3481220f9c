import { batchNorm, conv, dense, globalAveragePool, input, network } from '@cnn/shapes'
import { fitWeights, FormatError, readKeras, type Scheme, torchvision } from '@cnn/weights'
import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { file, tiny } from '../files.ts'
import { expectFormatErrors } from '../mutations.ts'

const names = [
  'conv/kernel',
  'conv/bias',
  'bn/gamma',
  'bn/beta',
  'bn/moving_mean',
  'bn/moving_variance',
  'fc/kernel',
  'fc/bias',
]

test.each(['tiny-weights.h5', 'tiny-model.h5', 'tiny.keras'])(
  '%s is read, and becomes the weights that PyTorch printed',
  async (name) => {
    const { weights } = await readKeras(file(name))
    expect([...weights.keys()].sort()).toEqual(names.toSorted())
    expect(weights.get('conv/kernel')!.shape).toEqual([3, 3, 2, 3])
    const parts = {
      kernel: 'weight',
      gamma: 'weight',
      beta: 'bias',
      moving_mean: 'running_mean',
      moving_variance: 'running_var',
    }
    const scheme: Scheme = { ...torchvision, id: 'tiny', layout: 'HWIO', parts }
    const x = batchNorm(conv(input([5, 5, 2]), 'conv', { filters: 3, kernel: 3, bias: false }), 'bn')
    const fitted = fitWeights(network('tiny', { y: dense(globalAveragePool(x), 'fc', { units: 2 }) }), weights, scheme)
    const mean = { shape: [3], data: Float32Array.of(-0.5, 1, -2) } // 0 − the bias
    expect(fitted).toEqual(new Map([...tiny, ['bn.running_mean', mean]]))
  },
)

test.each([
  ['huge.h5', 'larger than its file can hold'],
  ['loop.h5', 'deeper than any model'],
  ['external.h5', 'links are not followed'],
])('%s is refused', async (name, message) => {
  await expect(readKeras(file(name))).rejects.toThrow(FormatError)
  await expect(readKeras(file(name))).rejects.toThrow(message)
})

test.each([
  ['no model.weights.h5', zipSync({ 'config.json': strToU8('{}') }), 'no model.weights.h5'],
  ['no config.json', zipSync({ 'model.weights.h5': new Uint8Array(8) }), 'no config.json'],
  [
    'a file that is not HDF5',
    zipSync({ 'config.json': strToU8('{"config":{"layers":[]}}'), 'model.weights.h5': new Uint8Array(8) }),
    'no HDF5 file',
  ],
])('an archive with %s is refused', async (_, bytes, message) => {
  await expect(readKeras(bytes)).rejects.toThrow(message)
})

test('any change to a valid file gives weights or a FormatError, and nothing else', async () => {
  await expectFormatErrors(['tiny-weights.h5', 'tiny.keras'].map(file), readKeras, 1000)
})
