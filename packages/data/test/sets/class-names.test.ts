import { DataError, namesOfClasses } from '@cnn/data'
import { expect, test } from 'vitest'

test.each([
  ['lines', 'ants\r\nbees\n'],
  ['lines with a mark of their order of bytes', '\uFEFFants\nbees\n\n'],
  ['a JSON list', '["ants", "bees"]'],
  ["transformers' id2label, in any order", '{"1": "bees", "0": "ants"}'],
  ["torchvision's class_to_idx", '{"bees": 1, "ants": 0}'],
])('%s', (_, text) => {
  expect(namesOfClasses(text, 'names.txt', 2)).toEqual(['ants', 'bees'])
})

test('ten and more are counted, not sorted as texts', () => {
  const byNumber = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`c${11 - i}`, 11 - i]))
  expect(namesOfClasses(JSON.stringify(byNumber), 'x')[10]).toBe('c10')
})

test.each([
  ['numbers', '[1, 2]', 'x is no list of names: it must be a JSON list of texts'],
  ['a hole', '{"0": "a", "2": "b"}', 'x is no list of names'],
  ['JSON that is cut off', '["a",', 'x is no list of names'],
  ['too few', 'ants', 'x has 1 names, and the network has 2 classes'],
])('%s are refused', (_, text, message) => {
  expect(() => namesOfClasses(text, 'x', 2)).toThrow(DataError)
  expect(() => namesOfClasses(text, 'x', 2)).toThrow(message)
})
