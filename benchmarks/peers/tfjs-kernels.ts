/**
 * @file Whether tfjs's WASM backend would gain by the kernels of `@cnn/wasm`: its fused convolution on tensors that are
 * there, beside ours with the copies into our memory and out of it. CPU milliseconds on one thread.
 * Usage: node benchmarks/peers/tfjs-kernels.ts
 */

import { conv, input, network, relu } from '@cnn/shapes'
import { startBackend } from '@cnn/tfjs/backend'
import { createModel } from '@cnn/wasm'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { fused, tensor4d, transpose } from '@tensorflow/tfjs-core'

await startBackend('wasm', { threads: 1 })
console.log('shape             tfjs     ours with copies   ratio')
for (const [size, channels, filters, kernel] of [
  [32, 16, 16, 3],
  [16, 32, 32, 3],
  [8, 64, 64, 3],
  [56, 64, 64, 3],
  [56, 64, 256, 1],
  [28, 128, 128, 3],
  [28, 512, 128, 1],
  [14, 256, 256, 3],
  [14, 1024, 256, 1],
  [7, 512, 512, 3],
  [7, 2048, 512, 1],
] as const) {
  const pad = (kernel - 1) / 2
  const net = network('one', {
    logits: relu(conv(input([size, size, channels]), 'conv', { filters, kernel, pad, bias: true })),
  })
  const weights = hashedWeights(net)
  const image = hashedImage(net.input.shape).data
  const model = await createModel(net, weights)
  const x = tensor4d(image, [1, size, size, channels])
  const oihw = weights.get('conv.weight')!
  const filter = transpose(tensor4d(oihw.data, [filters, channels, kernel, kernel]), [2, 3, 1, 0])
  const theirs = () =>
    fused.conv2d({ x, filter, strides: 1, pad: pad === 0 ? 'valid' : 'same', activation: 'relu' }).dispose()
  const own = () => model.predict(image)
  const times: [number, number] = [Infinity, Infinity]
  for (let round = 0; round < 5; round++)
    for (const [i, work] of [theirs, own].entries()) times[i] = Math.min(times[i]!, await cpuOf(work))
  const name = `${size}² ${channels}→${filters} ${kernel}×${kernel}`
  console.log(name.padEnd(18), times[0].toFixed(3), times[1].toFixed(3).padStart(12), (times[0] / times[1]).toFixed(2))
  model.dispose()
}

async function cpuOf(work: () => unknown): Promise<number> {
  const count = 30
  await work()
  const before = process.cpuUsage()
  for (let i = 0; i < count; i++) await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / count
}
