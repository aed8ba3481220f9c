import { conv, input, network } from '@cnn/shapes'
import { resnet20 } from '@cnn/zoo'
import { expect, test } from 'vitest'
import { initialise } from '@cnn/tfjs'

const net = network('n', { y: conv(input([8, 8, 64]), 'c', { filters: 256, kernel: 3 }) })

const moments = (data: Float32Array) => {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length
  const moment = (power: number) => data.reduce((sum, value) => sum + (value - mean) ** power, 0) / data.length
  return { mean, variance: moment(2), kurtosis: moment(4) / moment(2) ** 2 }
}

test('kernels are normal with mean 0 and variance 2 / fan-in', () => {
  const { mean, variance, kurtosis } = moments(initialise(net).get('c.weight')!.data)
  const fanIn = 64 * 9
  // 147,456 values: five standard errors of the mean, of the variance and of the kurtosis.
  expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(2 / fanIn / 147456))
  expect(Math.abs(variance * (fanIn / 2) - 1)).toBeLessThan(5 * Math.sqrt(2 / 147456))
  expect(Math.abs(kurtosis - 3)).toBeLessThan(5 * Math.sqrt(24 / 147456))
})

test.each([
  // Krizhevsky et al. 2012, section 5; Glorot & Bengio 2010, equation 16, of variance 2 / (fan-in + fan-out); LeCun et
  // al. 1998, appendix A.
  ['gaussian', 0.01 ** 2, 3, Infinity],
  ['xavier', 2 / (64 * 9 + 256 * 9), 1.8, Math.sqrt(6 / (64 * 9 + 256 * 9))],
  ['lecun', (2.4 / (64 * 9)) ** 2 / 3, 1.8, 2.4 / (64 * 9)],
] as const)('%s: the variance and the limits of its paper', (by, expected, shape, limit) => {
  const { data } = initialise(net, { by }).get('c.weight')!
  const { mean, variance, kurtosis } = moments(data)
  expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(expected / data.length))
  expect(Math.abs(variance / expected - 1)).toBeLessThan(5 * Math.sqrt((shape - 1) / data.length))
  expect(Math.abs(kurtosis - shape)).toBeLessThan(5 * Math.sqrt(24 / data.length))
  expect(data.every((value) => Math.abs(value) <= limit)).toBe(true)
})

test('neighbours are not correlated', () => {
  const { data } = initialise(net).get('c.weight')!
  let sum = 0
  for (let i = 1; i < data.length; i++) sum += data[i - 1]! * data[i]!
  expect(Math.abs((sum / data.length) * ((64 * 9) / 2))).toBeLessThan(5 / Math.sqrt(data.length))
})

test('one seed gives one result, another seed another', () => {
  const kernel = (seed: number) => initialise(net, { seed }).get('c.weight')!.data
  expect(kernel(3)).toEqual(kernel(3))
  expect(kernel(3)).not.toEqual(kernel(4))
})

test('two layers of one shape start differently', () => {
  const weights = initialise(resnet20())
  expect(weights.get('layer1.0.conv1.weight')!.data).not.toEqual(weights.get('layer1.0.conv2.weight')!.data)
})

test('biases, shifts and means are 0, scales and variances 1', () => {
  const weights = initialise(resnet20())
  const all = (name: string, value: number) =>
    expect(
      weights.get(name)!.data.every((one) => one === value),
      name,
    ).toBe(true)
  all('fc.bias', 0)
  all('bn1.bias', 0)
  all('bn1.running_mean', 0)
  all('bn1.weight', 1)
  all('bn1.running_var', 1)
})
