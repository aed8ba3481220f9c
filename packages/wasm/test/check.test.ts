/**
 * @file Plans that no kernel may get, and weights of the wrong length: each ends in an error before WebAssembly is
 * entered.
 */

import { conv, input, network, type Weights } from '@cnn/shapes'
import { createModel, ModelError, plan, type ExecutionPlan } from '@cnn/wasm'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { resnet20, zoo } from '@cnn/zoo'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { checkPlan } from '../src/plan/check.ts'
import { cases } from '../../tfjs/test/cases.ts'
import { randomNetwork } from '../../tfjs/test/random-network.ts'

describe('what is planned passes', () => {
  test.each(zoo.map(({ id, build }) => [id, build] as const))('%s', (_, build) => {
    for (const memory of ['fast', 'small'] as const) checkPlan(plan(build(), { memory }))
  })

  test('every operation and random networks', () => {
    for (const net of Object.values(cases)) checkPlan(plan(net))
    fc.assert(
      fc.property(randomNetwork, (net) => checkPlan(plan(net))),
      { numRuns: 300, seed: 1 },
    )
  })
})

/** ResNet-20's plan with one thing changed. */
function spoilt(change: (plan: Changeable) => void): ExecutionPlan {
  const changed = structuredClone(plan(resnet20())) as Changeable
  change(changed)
  return changed
}

type Changeable = {
  -readonly [K in keyof ExecutionPlan]: ExecutionPlan[K] extends readonly (infer T)[]
    ? Loose<T>[]
    : Loose<ExecutionPlan[K]>
}
type Loose<T> = { -readonly [K in keyof T]: T[K] extends object ? Loose<T[K]> : T[K] }

const hostile: Readonly<Record<string, readonly [(plan: Changeable) => void, RegExp]>> = {
  'a map behind the end of its buffer': [
    ({ steps }) => (steps[1]!.output.height += 1),
    /step 2 \(winograd, .*\) has a map outside of buffer/,
  ],
  'a map before its buffer': [
    ({ steps }) => (steps[0]!.input.channel = -1),
    /step 1 \(.*\) has a map outside of buffer/,
  ],
  'a map in no buffer': [({ steps }) => (steps[0]!.output.buffer = 99), /has a map outside of buffer 99$/],
  'a size that is no number': [({ steps }) => (steps[0]!.output.width = Number.NaN), /has a map outside of buffer/],
  'a buffer outside of the memory': [({ buffers }) => (buffers[0]!.at = 2 ** 40), /buffer 0 is not within \d+ bytes$/],
  'buffers in one place': [
    ({ buffers }) => buffers.forEach((one) => (one.at = 0)),
    /buffer \d+ shares bytes with buffer/,
  ],
  'a buffer that is read after its life': [
    ({ buffers, steps }) => (buffers[steps.at(-1)!.output.buffer]!.first = Infinity),
    /step \d+ \(.*\) uses buffer \d+ while others have its memory$/,
  ],
  'a tensor outside of the memory': [({ tensors }) => (tensors[0]!.at = -64), /tensor 0 is not within \d+ bytes$/],
  'a tensor that is too short': [
    ({ tensors }) => (tensors[1]!.bytes = 64),
    /step 1 \(.*\) needs \d+ bytes of tensor 1$/,
  ],
  'a tensor that is not there': [({ tensors }) => void tensors.splice(2), /step 2 \(.*\) needs \d+ bytes of tensor 3$/],
  'an addition of two sizes': [
    ({ steps }) => {
      const step = steps.find((one) => 'residual' in one && one.residual) as { residual: { channels: number } }
      step.residual.channels -= 1
    },
    /has maps whose sizes do not fit each other$/,
  ],
  'an output outside of its buffer': [
    ({ outputs }) => (outputs['logits']!.channels = 4096),
    /an input or output is not in/,
  ],
}

test.each(Object.entries(hostile))('%s is refused', (_, [change, message]) => {
  const changed = spoilt(change)
  expect(() => checkPlan(changed)).toThrow(ModelError)
  expect(() => checkPlan(changed)).toThrow(message)
})

const net = network('two', { logits: conv(input([4, 4, 3]), 'conv1', { filters: 2, kernel: 3 }) })

const changed = (change: (weights: Map<string, { shape: readonly number[]; data: Float32Array }>) => void): Weights => {
  const weights = new Map(hashedWeights(net)) as Map<string, { shape: readonly number[]; data: Float32Array }>
  change(weights)
  return weights
}

test.each<[string, Weights, RegExp]>([
  [
    'one number too few',
    changed((all) => all.set('conv1.bias', { shape: [2], data: new Float32Array(1) })),
    /conv1\.bias has 1 values for 2/,
  ],
  [
    'another shape',
    changed((all) => all.set('conv1.weight', { shape: [2, 3, 3], data: new Float32Array(18) })),
    /conv1\.weight is 2×3×3, not 2×3×3×3/,
  ],
  ['a missing one', changed((all) => all.delete('conv1.bias')), /1 missing: conv1\.bias/],
  ['one too many', changed((all) => all.set('extra', { shape: [1], data: new Float32Array(1) })), /1 left over: extra/],
])('weights with %s are refused before any memory is asked for', async (_, weights, message) => {
  const asked = vi.spyOn(WebAssembly, 'Memory')
  await expect(createModel(net, weights)).rejects.toThrow(message)
  expect(asked).not.toHaveBeenCalled()
  asked.mockRestore()
})

test.each([0, 1, 47, 49, 95])('%i numbers are no images of 4×4×3, and the model goes on', async (count) => {
  const model = await createModel(net, hashedWeights(net))
  await expect(model.predict(new Float32Array(count))).rejects.toThrow(
    `${count} numbers are no whole number of images of 4×4×3, which have 48`,
  )
  expect((await model.predict(hashedImage([4, 4, 3]).data)).logits).toHaveLength(8)
  model.dispose()
})
