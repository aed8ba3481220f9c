import { weights as weightsOf } from '@cnn/shapes'
import { resnet20 } from '@cnn/zoo'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FormatError, hashedWeights, readSafetensors, readWeights, writeSafetensors } from '@cnn/weights'

/** A file put together by hand from the format's description, not by our writer. */
function file(header: unknown, data: Uint8Array = new Uint8Array(0), length?: bigint): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = new Uint8Array(8 + text.length + data.length)
  new DataView(bytes.buffer).setBigUint64(0, length ?? BigInt(text.length), true)
  bytes.set(text, 8)
  bytes.set(data, 8 + text.length)
  return bytes
}

const twoFloats = new Uint8Array(Float32Array.of(1.5, -2).buffer)
const tensor = (more: object = {}) => ({ dtype: 'F32', shape: [2], data_offsets: [0, 8], ...more })

test('a file by hand is read', () => {
  const { weights, metadata } = readSafetensors(file({ __metadata__: { made: 'by hand' }, a: tensor() }, twoFloats))
  expect(weights.get('a')).toEqual({ shape: [2], data: Float32Array.of(1.5, -2) })
  expect(metadata).toEqual({ made: 'by hand' })
})

test('a Node Buffer is read, though its slice shares memory', () => {
  const { weights } = readSafetensors(Buffer.from(file({ a: tensor() }, twoFloats)))
  expect(weights.get('a')!.data).toEqual(Float32Array.of(1.5, -2))
})

test('halves, brain halves and doubles are read', () => {
  const bytes = Uint8Array.of(
    0x00,
    0x3c,
    0x01,
    0x00,
    0xff,
    0x7b,
    0x00,
    0xc0,
    0x80,
    0x3f,
    0x49,
    0x40,
    0,
    0,
    0,
    0,
    0,
    0,
    0xf8,
    0x3f,
  )
  const { weights } = readSafetensors(
    file(
      {
        half: { dtype: 'F16', shape: [4], data_offsets: [0, 8] },
        brain: { dtype: 'BF16', shape: [2], data_offsets: [8, 12] },
        double: { dtype: 'F64', shape: [1], data_offsets: [12, 20] },
      },
      bytes,
    ),
  )
  expect(weights.get('half')!.data).toEqual(Float32Array.of(1, 2 ** -24, 65_504, -2))
  expect(weights.get('brain')!.data).toEqual(Float32Array.of(1, 3.140625))
  expect(weights.get('double')!.data).toEqual(Float32Array.of(1.5))
})

test('kernels written as float16 are the nearest halves, and the rest stays as it is', () => {
  // The cases of IEEE 754: ties to even, the largest, the smallest normal and subnormal, and what underflows.
  const values = Float32Array.of(
    1,
    -2,
    1 + 2 ** -11,
    1 + 3 * 2 ** -11,
    65_504,
    65_519,
    2 ** -14,
    2 ** -24,
    2 ** -25,
    1023.5 * 2 ** -24,
    -0,
    0.1,
  )
  const nearest = Float32Array.of(
    1,
    -2,
    1,
    1 + 2 ** -9,
    65_504,
    65_504,
    2 ** -14,
    2 ** -24,
    0,
    2 ** -14,
    -0,
    0.0999755859375,
  )
  const kernel = { shape: [3, 4], data: values }
  const bias = { shape: [12], data: values }
  const { weights } = readSafetensors(
    writeSafetensors(new Map(Object.entries({ kernel, bias })), {}, { kernels: 'float16' }),
  )
  expect(weights.get('kernel')!.data).toEqual(nearest)
  expect(weights.get('bias')!.data).toEqual(values)
  const large = new Map([['fc.weight', { shape: [1, 1], data: Float32Array.of(65_520) }]])
  expect(() => writeSafetensors(large, {}, { kernels: 'float16' })).toThrow(
    new FormatError('fc.weight holds 65520, which float16 cannot'),
  )
})

test("timm's counters of batches are skipped", () => {
  const { weights, skipped } = readSafetensors(
    file({ 'bn1.num_batches_tracked': { dtype: 'I64', shape: [], data_offsets: [0, 8] } }, twoFloats),
  )
  expect([weights.size, skipped]).toEqual([0, ['bn1.num_batches_tracked']])
})

test('what is written is read back', () => {
  const net = resnet20()
  const weights = hashedWeights(net)
  const again = readSafetensors(writeSafetensors(weights, { network: 'resnet20' }))
  expect([...again.weights.keys()]).toEqual(weightsOf(net).map(({ name }) => name))
  expect(again.weights).toEqual(weights)
  expect(again.metadata).toEqual({ network: 'resnet20' })
})

test('data starts at a multiple of eight bytes', () => {
  const bytes = writeSafetensors(new Map([['a', { shape: [2], data: Float32Array.of(1, 2) }]]))
  expect((bytes.length - 8) % 8).toBe(0)
})

test.each([
  ['nothing', new Uint8Array(0), 'too short'],
  ['a header that is longer than the file', file({}, undefined, 1000n), 'cut off'],
  ['a header of absurd length', file({}, undefined, 2n ** 63n), 'claims a header of 9223372036854775808 bytes'],
  ['a header that is not JSON', file('{nonsense'), 'not JSON'],
  ['a header that is a list', file([]), 'does not begin with {'],
  ['data that is cut off', file({ a: tensor() }, twoFloats.subarray(0, 7)), "cut off: tensor 'a' ends at byte 8 of 7"],
  [
    'a shape that does not match its bytes',
    file({ a: tensor({ shape: [3] }) }, twoFloats),
    "tensor 'a' of shape 3 takes 12 bytes; its place has 8",
  ],
  ['a negative shape', file({ a: tensor({ shape: [-2] }) }, twoFloats), "tensor 'a' has the shape [-2]"],
  ['a negative offset', file({ a: tensor({ data_offsets: [-8, 0] }) }, twoFloats), "tensor 'a' lies at [-8,0]"],
  ['swapped offsets', file({ a: tensor({ data_offsets: [8, 0] }) }, twoFloats), "tensor 'a' lies at [8,0]"],
  [
    'overlapping tensors',
    file({ a: tensor(), b: tensor({ shape: [1], data_offsets: [4, 8] }) }, twoFloats),
    "tensors 'a' and 'b' overlap",
  ],
  ['a hole', file({ a: tensor({ shape: [1], data_offsets: [4, 8] }) }, twoFloats), 'bytes 0 to 4 belong to no tensor'],
  [
    'bytes after the last tensor',
    file({ a: tensor({ shape: [1], data_offsets: [0, 4] }) }, twoFloats),
    '4 bytes after the last tensor',
  ],
  [
    'whole numbers',
    file({ a: tensor({ dtype: 'I32', shape: [2] }) }, twoFloats),
    'tensor \'a\' is of type "I32"; F64, F32, F16, BF16 are read',
  ],
  [
    'a name twice',
    file('{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}'),
    '"a" twice in one object',
  ],
  ['NaN', file({ a: tensor() }, new Uint8Array(Float32Array.of(1, NaN).buffer)), "tensor 'a' holds NaN at place 1"],
])('%s is refused', (_, bytes, message) => {
  expect(() => readSafetensors(bytes)).toThrow(FormatError)
  expect(() => readSafetensors(bytes)).toThrow(message)
})

test('any change to a valid file gives weights or a FormatError, and nothing else', () => {
  const valid = writeSafetensors(new Map([['layer.weight', { shape: [2, 1], data: Float32Array.of(1, 2) }]]), {
    note: 'x',
  })
  const change = fc.record({
    at: fc.nat({ max: valid.length - 1 }),
    to: fc.nat({ max: 255 }),
    keep: fc.integer({ min: 0, max: valid.length }),
  })
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const bytes = valid.slice(0, Math.max(...changes.map(({ keep }) => keep)))
      for (const { at, to } of changes) if (at < bytes.length) bytes[at] = to
      try {
        readSafetensors(bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError)
      }
    }),
    { numRuns: 5000 },
  )
})

/** 640 is 80 02 00 …, as the pickle of a checkpoint begins; 1,408 is 80 05. */
test.each([640, 896, 1152, 1408])('a header of %d bytes is none of a pickle', async (length) => {
  const tensors = { bias: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } }
  const header = JSON.stringify(tensors).padEnd(length)
  const bytes = Buffer.concat([Buffer.alloc(8), Buffer.from(header), Buffer.alloc(4)])
  bytes.writeBigUInt64LE(BigInt(length))
  const { weights } = await readWeights(bytes)
  expect([...weights.keys()]).toEqual(['bias'])
})
