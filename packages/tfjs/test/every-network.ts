/**
 * @file Every network of the zoo runs at the smallest image that it takes, and two images at once give what each gives
 * alone.
 */

import { ShapeError, type Network } from '@cnn/shapes'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { zoo, type Entry } from '@cnn/zoo'
import { setBackend } from '@tensorflow/tfjs-core'
import { expect, test } from 'vitest'
import { createModel } from '@cnn/tfjs'
import { expectClose } from './close.ts'
import { goldens } from './goldens.ts'

// Public API

export interface EveryOptions {
  readonly tolerance: number
  /** Another backend, which each image is run on alone. */
  readonly reference: string
  readonly networks?: readonly Entry[]
}

/** Both backends have to be registered. */
export function everyNetwork(backend: string, { tolerance, reference, networks = zoo }: EveryOptions): void {
  test.each(networks)(
    `$id on ${backend}, at its smallest: two images at once as each alone on ${reference}`,
    async (entry) => {
      const net = smallest(entry)
      const weights = hashedWeights(net, { gain: gainOf(entry.id) })
      const one = hashedImage(net.input.shape).data
      const two = one.map((value) => -value)
      const run = async (on: string, ...images: Float32Array[]) => {
        expect(await setBackend(on)).toBe(true)
        const model = createModel(net, weights)
        const { logits } = await model.predict(Float32Array.from(images.flatMap((image) => [...image])))
        model.dispose()
        return logits
      }
      const both = await run(backend, one, two)
      const [first, second] = [await run(reference, one), await run(reference, two)]
      expectClose(both.slice(0, 10), first, tolerance)
      expectClose(both.slice(10), second, tolerance)
      // Else one image in the place of the other would not be noticed.
      expect(() => expectClose(first, second, 10 * tolerance)).toThrow()
    },
  )
}

// Implementation

/**
 * As slim as the family has it, with as small an image as its layers leave room for: neither changes the kinds of
 * layers.
 */
function smallest({ id, build }: Entry): Network {
  const slim = {
    classes: 10,
    // So deep without shortcuts, two filters would leave nothing of an image.
    width: ['plain20', 'plain32', 'plain44', 'plain56'].includes(id) ? 1 : 1 / 8,
    growth: 4,
    heads: false,
    ...(id.endsWith('-fcn') && { fullyConvolutional: 32 }),
  }
  for (let size = 1; size < 300; size++)
    try {
      return build({ size, ...slim })
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error
    }
  throw new Error(`${id} takes no image`)
}

/**
 * Larger kernels where single pixels would get lost in the shifts of many batch norms, the golden's where they would
 * overflow.
 */
const gainOf = (id: string): number =>
  id.startsWith('plain') || id === 'inception-v3-small' ? 3 : (goldens.find(({ network }) => network === id)?.gain ?? 1)
