import { FormatError, readPyTorch } from '@cnn/weights'
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { file, tiny } from '../files.ts'
import { expectFormatErrors } from '../mutations.ts'

test.each(['tiny.pth', 'tiny-legacy.pth', 'tiny-protocol4.pth', 'tiny-channels-last.pth'])(
  '%s holds the values that PyTorch printed',
  (name) => {
    const { weights, skipped } = readPyTorch(file(name))
    expect(weights).toEqual(tiny)
    expect(skipped).toEqual(['bn.num_batches_tracked'])
  },
)

test('a state_dict is found within a training checkpoint', () => {
  const { weights } = readPyTorch(file('tiny-training.th'))
  expect([...weights.keys()]).toEqual([...tiny.keys()].map((name) => `module.${name}`))
})

test.each([
  ['tiny-half.pth', 2 ** -11],
  ['tiny-bfloat16.pth', 2 ** -8],
])('%s holds them rounded', (name, step) => {
  const { weights } = readPyTorch(file(name))
  for (const [key, { shape, data }] of tiny) {
    const rounded = weights.get(key)!
    expect(rounded.shape).toEqual(shape)
    for (const [i, value] of data.entries())
      expect(Math.abs(rounded.data[i]! - value)).toBeLessThanOrEqual(Math.abs(value) * step)
  }
})

test('tensors are views: of a part, turned, or one under two names', () => {
  const { weights } = readPyTorch(file('views.pth'))
  expect(weights.get('rows')).toEqual({ shape: [2, 3], data: Float32Array.of(0, 1, 2, 3, 4, 5) })
  expect(weights.get('turned')).toEqual({ shape: [3, 2], data: Float32Array.of(6, 9, 7, 10, 8, 11) })
  expect(weights.get('tied')).toBe(weights.get('rows'))
})

test('parameters are tensors', () => {
  expect(readPyTorch(file('parameters.pth')).weights.get('a')!.data).toEqual(Float32Array.of(1, 1))
})

test.each([
  ['code.pth', '"posix.system"'],
  ['code-legacy.pth', '"posix.system"'],
  ['module.pth', '"torch.nn.modules.container.Sequential", which is not called'],
  ['torchscript.pt', 'TorchScript'],
  ['parameter.pth', 'no dict, but a single tensor'],
  ['expanded.pth', "tensor 'a' of 1000000 values ends at 0 of a storage of 1"],
])('%s is refused', (name, message) => {
  expect(() => readPyTorch(file(name))).toThrow(FormatError)
  expect(() => readPyTorch(file(name))).toThrow(message)
})

test('code that is named in texts, for protocol 4, is refused as well', () => {
  const text = (value: string) => [0x8c, value.length, ...new TextEncoder().encode(value)]
  const pickle = Uint8Array.from([0x80, 4, ...text('builtins'), ...text('eval'), 0x93, ...text('1'), 0x85, 0x52, 0x2e])
  expect(() => readPyTorch(zipSync({ 'a/data.pkl': pickle }))).toThrow('"builtins.eval", which is not called')
})

test('a name of Object.prototype is no callable', () => {
  const pickle = new TextEncoder().encode('\x80\x02ctorch\nconstructor\n)R.')
  expect(() => readPyTorch(zipSync({ 'a/data.pkl': pickle }))).toThrow(FormatError)
})

test('lists that are copied again and again end', () => {
  // [(1, 1) × 500] as l0, then OrderedDict(l0) 20,000 times.
  const items = Array.from({ length: 500 }, (_, i) => [0x4d, i & 255, i >> 8, 0x4b, 1, 0x86]).flat()
  const head = [
    0x80,
    2,
    0x5d,
    0x71,
    0,
    0x28,
    ...items,
    0x65,
    0x30,
    ...new TextEncoder().encode('ccollections\nOrderedDict\nq'),
    1,
    0x30,
  ]
  const call = [0x68, 1, 0x68, 0, 0x85, 0x52]
  const pickle = Uint8Array.from([...head, ...Array.from({ length: 20_000 }, () => call).flat(), 0x2e])
  expect(() => readPyTorch(zipSync({ 'a/data.pkl': pickle }, { level: 0 }))).toThrow('more copies of its lists')
})

test.each([
  ['a bomb', zipSync({ 'a/data.pkl': new Uint8Array(50_000_000) }), 'claims to unpack to'],
  ['a path out of it', zipSync({ '../a/data.pkl': new Uint8Array(1) }), "'../a/data.pkl' would lie outside"],
  ['nothing of PyTorch', zipSync({ a: new Uint8Array(1) }), '0 files data.pkl'],
  ['bytes that are cut off', file('tiny.pth').slice(0, 2000), 'cut off'],
  ['the older form that is cut off', file('tiny-legacy.pth').slice(0, -1), 'cut off'],
])('an archive with %s is refused', (_, bytes, message) => {
  expect(() => readPyTorch(bytes)).toThrow(FormatError)
  expect(() => readPyTorch(bytes)).toThrow(message)
})

test('any change to a valid file gives weights or a FormatError, and nothing else', async () => {
  await expectFormatErrors(['tiny.pth', 'tiny-legacy.pth', 'tiny-training.th', 'code.pth'].map(file), readPyTorch)
})
