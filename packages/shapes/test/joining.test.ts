import { expect, test } from 'vitest'
import { add, concat, conv, flatten, globalAveragePool, input, padChannels } from '../src/index.ts'

const map = input([28, 28, 192])
const filters = (count: number) => conv(map, `c${count}`, { filters: count, kernel: 1 })

test('concatenation adds up the channels: inception 3a gives 256', () => {
  expect(concat([filters(64), filters(128), filters(32), filters(33)]).shape).toEqual([28, 28, 257])
  expect(concat([map]).shape).toEqual([28, 28, 192])
})

test('only maps of one height and width can be concatenated', () => {
  const half = conv(map, 'half', { filters: 8, kernel: 1, stride: 2 })
  expect(() => concat([map, half])).toThrow('concat on 28×28×192 and 14×14×8: only maps of one height and width')
  expect(() => concat([])).toThrow('nothing to concatenate')
})

test('a sum keeps the shape, of maps and of vectors', () => {
  expect(add(map, map).shape).toEqual([28, 28, 192])
  expect(add(flatten(map), flatten(map)).shape).toEqual([150_528])
})

test('a sum of different shapes is refused, and the projection that would mend it is named', () => {
  const main = conv(map, 'main', { filters: 64, kernel: 3, stride: 2, pad: 1 })
  expect(() => add(main, map)).toThrow(
    'add on 14×14×64 and 28×28×192: both sides of a sum need one shape; ' +
      'a 1×1 convolution of the second with 64 filters and stride 2 (a projection shortcut) would give it',
  )
  expect(() => add(filters(64), map)).toThrow('a 1×1 convolution of the second with 64 filters (a projection')
  const odd = input([33, 33, 8])
  expect(() => add(conv(odd, 'c', { filters: 8, kernel: 3, stride: 2, pad: 1 }), odd)).toThrow('8 filters and stride 2')
})

test('where no projection would mend it, none is named', () => {
  const half = conv(map, 'half', { filters: 192, kernel: 1, stride: 2 })
  expect(() => add(map, half)).toThrow(/both sides of a sum need one shape$/)
  // @ts-expect-error a map and a vector
  expect(() => add(globalAveragePool(map), map)).toThrow(/192 and 28×28×192: both sides of a sum need one shape$/)
  expect(() => add(flatten(map), globalAveragePool(map))).toThrow(/both sides of a sum need one shape$/)
})

test('channels of zeros at either end', () => {
  expect(padChannels(map, { before: 16, after: 17 }).shape).toEqual([28, 28, 225])
})
