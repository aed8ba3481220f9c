import { expect, test } from 'vitest'
import { add, concat, conv, flatten, globalAveragePool, input, padChannels } from '../../src/index.ts'

const map = input([28, 28, 192])
const filters = (count: number) => conv(map, `c${count}`, { filters: count, kernel: 1 })

test('concatenation adds up the channels: inception 3a gives 256', () => {
  expect(concat([filters(64), filters(128), filters(32), conv(map, 'pool', { filters: 32, kernel: 1 })]).shape).toEqual(
    [28, 28, 256],
  )
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

test('a sum of different shapes is refused, and the projection that would mend it is named, on whichever side the shortcut is', () => {
  const main = conv(map, 'main', { filters: 64, kernel: 3, stride: 2, pad: 1 })
  const reason = 'both sides of a sum need one shape; a projection shortcut would give it, a 1×1 convolution of'
  expect(() => add(main, map)).toThrow(
    `add on 14×14×64 and 28×28×192: ${reason} the second with 64 filters and stride 2`,
  )
  expect(() => add(map, main)).toThrow(
    `add on 28×28×192 and 14×14×64: ${reason} the first with 64 filters and stride 2`,
  )
  const odd = input([33, 33, 8])
  expect(() => add(odd, conv(odd, 'c', { filters: 8, kernel: 3, stride: 2, pad: 1 }))).toThrow(
    /the first with 8 filters and stride 2$/,
  )
  const far = conv(odd, 'c', { filters: 8, kernel: 3, stride: 4, pad: 1 })
  expect(() => add(odd, far)).toThrow(/the first with 8 filters and stride 4$/)
})

test('where only the channels differ, either side can be projected', () => {
  const reason = 'a projection shortcut would give it, a 1×1 convolution of'
  expect(() => add(filters(64), map)).toThrow(
    `${reason} the second with 64 filters and stride 1 or of the first with 192 filters and stride 1`,
  )
  expect(() => add(map, filters(64))).toThrow(
    `${reason} the second with 192 filters and stride 1 or of the first with 64 filters and stride 1`,
  )
})

test('where no projection would mend it, none is named', () => {
  expect(() => add(map, conv(map, 'smaller', { filters: 192, kernel: 3 }))).toThrow(
    /both sides of a sum need one shape$/,
  )
  // @ts-expect-error a map and a vector
  expect(() => add(globalAveragePool(map), map)).toThrow(/192 and 28×28×192: both sides of a sum need one shape$/)
  expect(() => add(flatten(map), globalAveragePool(map))).toThrow(/both sides of a sum need one shape$/)
})

test('channels of zeros at either end', () => {
  expect(padChannels(map, { before: 16, after: 17 }).shape).toEqual([28, 28, 225])
})
