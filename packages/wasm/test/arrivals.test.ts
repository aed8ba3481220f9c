/** @file Weights that come one by one: the same bits as all at once, little held, and errors before they are placed. */

import { select, WeightsError, type Network, type Tensor } from '@cnn/shapes'
import { createModel, plan } from '@cnn/wasm'
import { hashedImage, hashedWeights, streamSafetensors, writeSafetensors } from '@cnn/weights'
import { alexnet, densenet121, googlenet, lenet5, preactResnet20, resnet20, resnet50 } from '@cnn/zoo'
import { expect, test } from 'vitest'
import { arrivals } from '../src/program/arrivals.ts'

async function* coming(given: Iterable<readonly [string, Tensor]>) {
  yield* given
}

/** Every second one first, backwards: batch norms long before their kernels, and long after. */
const shuffled = <T>(items: readonly T[]): T[] => [
  ...items.filter((_, i) => i % 2 === 1).toReversed(),
  ...items.filter((_, i) => i % 2 === 0),
]

async function infer(net: Network, weights: Parameters<typeof createModel>[1]): Promise<Float32Array> {
  const model = await createModel(net, weights)
  const { logits } = await model.predict(hashedImage(net.input.shape).data)
  model.dispose()
  return logits
}

test.each([
  ['groups and response normalisation', select(alexnet(), 'logits')],
  ['outputs that are left out', googlenet()],
  ['batch norm before and after', densenet121({ size: 64 })],
  ['residuals', preactResnet20()],
  ['radial basis functions', lenet5()],
])('%s: in any order the same bits', async (_, net) => {
  const weights = hashedWeights(net)
  const expected = await infer(net, weights)
  expect(await infer(net, coming([...weights].toReversed()))).toEqual(expected)
  expect(await infer(net, coming(shuffled([...weights])))).toEqual(expected)
})

test('of a file that streams, the model is that of the whole', async () => {
  const net = resnet20()
  const weights = hashedWeights(net)
  const { body } = new Response(writeSafetensors(weights))
  expect(await infer(net, streamSafetensors(body!))).toEqual(await infer(net, weights))
})

test('of ResNet-50 no more than two of its largest kernels are held at once', async () => {
  const net = select(resnet50(), 'logits')
  const weights = hashedWeights(net)
  let most = 0
  let made = 0
  const { tensors } = plan(net)
  for await (const { weights: held } of arrivals(plan(net), coming(weights))) {
    most = Math.max(
      most,
      [...held.values()].reduce((sum, { data }) => sum + data.byteLength, 0),
    )
    made++
  }
  expect(made).toBe(tensors.length)
  expect(most).toBeLessThan(2 * 4 * 512 * 512 * 9)
})

test('what comes with a way to be freed is freed once, also what no output needs', async () => {
  const freed: string[] = []
  async function* freeable() {
    for (const [name, tensor] of hashedWeights(googlenet()))
      yield [name, { ...tensor, free: () => void freed.push(name) }] as const
  }
  const model = await createModel(googlenet(), freeable(), { outputs: ['logits'] })
  model.dispose()
  expect(freed.toSorted()).toEqual([...hashedWeights(googlenet()).keys()].toSorted())
})

test('what a stream gave into a checkpoint stays there for the next model', async () => {
  const weights = new Map<string, Tensor>()
  const { body } = new Response(writeSafetensors(hashedWeights(resnet20())))
  for await (const [name, tensor] of streamSafetensors(body!)) weights.set(name, tensor)
  expect(await infer(resnet20(), weights)).toEqual(await infer(resnet20(), weights))
})

test('weights of another network end in an error, and their stream in its end', async () => {
  let ended = false
  async function* wrong() {
    try {
      yield* hashedWeights(lenet5())
    } finally {
      ended = true
    }
  }
  await expect(createModel(resnet20(), wrong())).rejects.toThrow(WeightsError)
  expect(ended).toBe(true)
  const some = [...hashedWeights(resnet20())].slice(0, -1)
  await expect(createModel(resnet20(), coming(some))).rejects.toThrow(/1 missing: fc\.bias \(10\)/)
})

test('what breaks the stream is told as it is', async () => {
  async function* broken() {
    yield* [...hashedWeights(resnet20())].slice(0, 20)
    throw new TypeError('network error')
  }
  await expect(createModel(resnet20(), broken())).rejects.toThrow(new TypeError('network error'))
})
