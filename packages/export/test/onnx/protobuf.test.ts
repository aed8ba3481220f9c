/** @file Expectations are the examples of protobuf.dev, "Encoding". */

import { expect, test } from 'vitest'
import { bytes, float, int, message, text, type Message } from '../../src/onnx/protobuf.ts'

const hex = (parts: Message) => Buffer.concat(parts).toString('hex')

test.for([
  ['a whole number', int(1, 150), '089601'],
  ['0', int(1, 0), '0800'],
  ['a negative number takes ten bytes', int(1, -2), '08feffffffffffffffff01'],
  ['text', text(2, 'testing'), '120774657374696e67'],
  ['a message in a message', message(3, int(1, 150)), '1a03089601'],
  ['a field beyond 15', int(20, 7), 'a00107'],
  ['a float', float(2, 1), '150000803f'],
  ['bytes', bytes(9, Uint8Array.of(1, 2)), '4a020102'],
  ['an empty message', message(1), '0a00'],
] as const)('%s', ([, parts, expected]) => {
  expect(hex(parts)).toBe(expected)
})

test('large bytes are not copied', () => {
  const large = new Uint8Array(1000)
  expect(message(1, bytes(9, large)).at(-1)).toBe(large)
})
