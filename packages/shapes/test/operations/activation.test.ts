import { expect, test } from 'vitest'
import { activation, input, relu, scaledTanh, sigmoid, tanh } from '../../src/index.ts'

test.each([
  ['relu', relu],
  ['sigmoid', sigmoid],
  ['tanh', tanh],
  ['scaledTanh', scaledTanh],
] as const)('%s keeps the shape', (name, build) => {
  const y = build(input([4, 5, 6]))
  expect(y.shape).toEqual([4, 5, 6])
  expect(y.attrs).toEqual({ activation: name })
  expect(activation(input([4, 5, 6]), name).attrs).toEqual(y.attrs)
})
