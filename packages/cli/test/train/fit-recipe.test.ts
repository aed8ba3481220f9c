import { expect, test } from 'vitest'
import { choiceOf, fitRecipe, type Asked } from '../../src/train/fit-recipe.ts'

const asked: Asked = {
  network: 'resnet20',
  data: 'photos',
  weights: null,
  size: null,
  channels: null,
  epochs: null,
  batch: null,
  rate: null,
  schedule: 'one-cycle',
  momentum: 0.9,
  nesterov: true,
  decay: 5e-4,
  smoothing: 0,
  heads: 0,
  freeze: null,
  augment: [],
  seed: 1,
  backend: 'node-wasm',
}
const figures = (more: Partial<Asked>, count: number) => {
  const { batch, epochs, rate } = fitRecipe({ ...asked, ...more }, count)
  return { batch, epochs, rate }
}

test('tens of thousands of images get what CIFAR-10 is trained with, and nothing is said', () => {
  expect(figures({}, 50_000)).toEqual({ batch: 128, epochs: 10, rate: 0.05 })
  expect(figures({ weights: 'trained' }, 50_000).rate).toBe(0.01)
  expect(choiceOf(asked, fitRecipe(asked, 50_000), 50_000)).toBe('')
})

test.each([1, 20, 180, 300, 1000, 5000, 20_000])('%d images get some hundred steps', (count) => {
  const { batch, epochs, rate } = figures({}, count)
  expect(Math.ceil(count / batch) * epochs).toBeGreaterThanOrEqual(Math.min(700, 60 * Math.ceil(count / 16)))
  expect(rate / batch).toBeCloseTo(0.05 / 128, 4)
})

test('what the user says stays, and what was chosen is said', () => {
  expect(figures({ batch: 64, rate: 0.1 }, 180)).toEqual({ batch: 64, epochs: 60, rate: 0.1 })
  expect(choiceOf(asked, fitRecipe(asked, 180), 180)).toBe(
    'note: batches of 16, 60 epochs, a rate of 0.0063, since there are 180 training images; ' +
      '--batch, --epochs, --rate can say otherwise\n',
  )
  const all = { ...asked, batch: 8, epochs: 1, rate: 0 }
  expect(choiceOf(all, fitRecipe(all, 180), 180)).toBe('')
})
