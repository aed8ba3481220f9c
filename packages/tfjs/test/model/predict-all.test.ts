import { expect, test } from 'vitest'
import { MemoryError, predictAll, type Model } from '@cnn/tfjs'

/** A model whose logits of an image are its first value and twice that; it notes how many images came at once. */
function doubling(): { model: Pick<Model, 'predict'>; batches: number[] } {
  const batches: number[] = []
  const predict = async (images: Float32Array) => {
    batches.push(images.length / 3)
    const firsts = images.filter((_, i) => i % 3 === 0)
    return { logits: Float32Array.from([...firsts].flatMap((value) => [value, 2 * value])) }
  }
  return { model: { predict }, batches }
}

const image = (value: number) => Float32Array.of(value, 0, 0)

test('every image has its own logits, in order, and the last batch is what is left', async () => {
  const { model, batches } = doubling()
  const found = []
  for await (const { i, logits } of predictAll(model, [5, 6, 7, 8, 9].map(image), { batch: 2 }))
    found.push([i, ...logits])
  expect(found).toEqual([
    [0, 5, 10],
    [1, 6, 12],
    [2, 7, 14],
    [3, 8, 16],
    [4, 9, 18],
  ])
  expect(batches).toEqual([2, 2, 1])
})

test('a batch may grow, and 0 ends', async () => {
  const { model, batches } = doubling()
  const sizes = [1, 3, 0]
  const found: number[] = []
  const endless = (function* () {
    for (let i = 0; ; i++) yield image(i)
  })()
  for await (const { i } of predictAll(model, endless, { batch: () => sizes.shift()! })) found.push(i)
  expect(found).toEqual([0, 1, 2, 3])
  expect(batches).toEqual([1, 3])
})

test('takes no image before it is needed, from a source that waits too', async () => {
  const { model } = doubling()
  let taken = 0
  async function* source() {
    for (let i = 0; i < 10; i++) {
      taken += 1
      yield image(i)
    }
  }
  for await (const { i } of predictAll(model, source(), { batch: 2 })) {
    expect(taken).toBe(i < 2 ? 2 : 4)
    if (i === 3) break
  }
  expect(taken).toBe(4)
})

test.each([1, 2, 3])('a batch without memory is computed in halves, where %i images fit at most', async (most) => {
  const { model, batches } = doubling()
  const predict = async (images: Float32Array) => {
    if (images.length / 3 > most) throw new MemoryError('too many')
    return model.predict(images)
  }
  const values = Array.from({ length: 11 }, (_, i) => i + 1)
  const found: (readonly number[])[] = []
  for await (const { i, logits } of predictAll({ predict }, values.map(image), { batch: 7 })) found.push([i, ...logits])
  expect(found).toEqual(values.map((value, i) => [i, value, 2 * value]))
  expect(Math.max(...batches)).toBe(most === 2 ? 1 : most)
})

test('one image without memory is an error, and so is any other', async () => {
  for (const [error, tries] of [
    [new MemoryError('no memory'), 3],
    [new Error('lost'), 1],
  ] as const) {
    let tried = 0
    const predict = async () => {
      tried += 1
      throw error
    }
    await expect(predictAll({ predict }, [1, 2, 3, 4].map(image), { batch: 4 }).next()).rejects.toBe(error)
    expect(tried).toBe(tries)
  }
})

test('no images are no predictions', async () => {
  const { model, batches } = doubling()
  for await (const _ of predictAll(model, [], { batch: 2 })) expect.unreachable()
  expect(batches).toEqual([])
})
