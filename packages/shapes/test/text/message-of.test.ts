import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { messageOf } from '@cnn/shapes'

test.each([
  ['an error', new TypeError('no such layer'), 'no such layer'],
  ['one of another realm', runInNewContext("new Error('lost')") as unknown, 'lost'],
  ['one without words', new RangeError(''), 'RangeError'],
  ['a text', 'out of memory', 'out of memory'],
  ['nothing', undefined, 'undefined'],
])('%s', (_, error, words) => {
  expect(messageOf(error)).toBe(words)
})
