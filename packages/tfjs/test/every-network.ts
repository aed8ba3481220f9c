/**
 * @file Every network of the zoo runs at the smallest image that it takes, and two images at once give what each gives
 * alone.
 */

import { ShapeError, type Network } from '@cnn/shapes'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { zoo, type Entry } from '@cnn/zoo'
import { expect, test } from 'vitest'
import { expectClose } from './close.ts'
import { goldens } from './goldens.ts'
import type { Predict } from './predict.ts'

// Public API

export interface EveryOptions {
  readonly predict: Predict
  readonly tolerance: number
  /** Another backend or engine, with which each image is predicted alone. */
  readonly reference: Predict
  readonly networks?: readonly Entry[]
}

export function everyNetwork(name: string, { predict, tolerance, reference, networks = zoo }: EveryOptions): void {
  test.each(networks)(
    `$id on ${name}, at its smallest: two images at once as each alone on another backend`,
    async (entry) => {
      const net = smallest(entry)
      const subject = { net, weights: hashedWeights(net, { gain: gainOf(entry.id) }) }
      const one = hashedImage(net.input.shape).data
      const two = one.map((value) => -value)
      const both = (await predict(subject, Float32Array.from([...one, ...two]))).logits!
      const first = (await reference(subject, one)).logits!
      const second = (await reference(subject, two)).logits!
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
