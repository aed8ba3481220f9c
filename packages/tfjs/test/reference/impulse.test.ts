/**
 * @file The receptive field that arithmetic predicts, against impulses sent through the executor: one image for each
 * pixel.
 */

import '@tensorflow/tfjs-backend-cpu'
import {
  avgPool,
  concat,
  conv,
  input,
  network,
  receptiveField,
  type FeatureMap,
  type Network,
  type Node,
} from '@cnn/shapes'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { setBackend } from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { createModel } from '@cnn/tfjs'
import { randomMaps } from '../random-network.ts'

beforeAll(() => setBackend('cpu'))

test('no element is moved by a pixel outside of its field', async () => {
  await fc.assert(
    fc.asyncProperty(randomMaps, async (net) => {
      for (const [name, seen] of await influences(net))
        for (const { row, column, pixels } of seen) {
          const field = fieldOf(net, net.outputs[name]!, row, column)
          if (!field) continue
          for (const [y, x] of pixels) {
            expect(Math.abs(y - field.y)).toBeLessThanOrEqual(field.height / 2)
            expect(Math.abs(x - field.x)).toBeLessThanOrEqual(field.width / 2)
          }
        }
    }),
    { numRuns: 30, seed: 1 },
  )
})

test('without padding, and where nothing is linear by pieces only, the first and the last pixel of each field move it', async () => {
  await fc.assert(
    fc.asyncProperty(linearNetwork, async (net) => {
      const [[name, seen]] = (await influences(net)).entries() as unknown as [[string, readonly Seen[]]]
      for (const { row, column, pixels } of seen) {
        const field = fieldOf(net, net.outputs[name]!, row, column)!
        const reach = (axis: 0 | 1) => [
          Math.min(...pixels.map((at) => at[axis])),
          Math.max(...pixels.map((at) => at[axis])),
        ]
        expect(reach(0)).toEqual([field.y - (field.height - 1) / 2, field.y + (field.height - 1) / 2])
        expect(reach(1)).toEqual([field.x - (field.width - 1) / 2, field.x + (field.width - 1) / 2])
      }
    }),
    { numRuns: 30, seed: 1 },
  )
})

interface Seen {
  readonly row: number
  readonly column: number
  /** Those that move any channel of the element. */
  readonly pixels: readonly (readonly [y: number, x: number])[]
}

/** For each output, which pixels move each of its elements. */
async function influences(net: Network): Promise<Map<string, readonly Seen[]>> {
  const [height, width, channels] = net.input.shape
  const base = hashedImage(net.input.shape).data
  const pixels = Array.from({ length: height * width }, (_, i) => [Math.floor(i / width), i % width] as const)
  const images = new Float32Array((pixels.length + 1) * base.length)
  for (const i of [0, ...pixels.keys()].keys()) images.set(base, i * base.length)
  for (const i of pixels.keys())
    for (let c = 0; c < channels; c++) images[(i + 1) * base.length + i * channels + c]! += 100 + c
  const model = createModel(net, hashedWeights(net), { outputs: Object.keys(net.outputs) })
  const found = await model.predict(images)
  model.dispose()
  return new Map(
    Object.entries(net.outputs).map(([name, { shape }]) => {
      const [rows, columns, depth] = shape as FeatureMap
      const size = rows * columns * depth
      const moved = (i: number, at: number) =>
        Array.from({ length: depth }, (_, c) => at * depth + c).some(
          (e) => found[name]![(i + 1) * size + e] !== found[name]![e],
        )
      const seen = Array.from({ length: rows * columns }, (_, at) => ({
        row: Math.floor(at / columns),
        column: at % columns,
        pixels: pixels.filter((_, i) => moved(i, at)),
      }))
      return [name, seen]
    }),
  )
}

/**
 * Centre and size of what arithmetic says that the element sees; undefined where paths are not aligned, and elements
 * differ.
 */
function fieldOf(net: Network, node: Node, row: number, column: number) {
  const { size, stride, centre, aligned } = receptiveField(net, node)
  if (!aligned) return undefined
  return { y: centre[0] + row * stride[0], x: centre[1] + column * stride[1], height: size[0], width: size[1] }
}

/** Up to three windows without padding, each two convolutions side by side or an average. */
const linearNetwork: fc.Arbitrary<Network> = fc
  .array(
    fc.record({
      kernel: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
      stride: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 })),
      dilation: fc.integer({ min: 1, max: 2 }),
      average: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((layers) => {
    let x: Node<FeatureMap> = input([24, 23, 2])
    for (const [i, { kernel, stride, dilation, average }] of layers.entries()) {
      const side = (id: string) => conv(x, `layer${i}${id}`, { filters: 2, kernel, stride, dilation })
      x = average ? avgPool(x, { kernel, stride }) : concat([side('a'), side('b')])
    }
    return network('linear', { map: x })
  })
