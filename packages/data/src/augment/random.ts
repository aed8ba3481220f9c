/**
 * @file Random numbers that depend on a counter and on nothing before: what image i gets in epoch e follows from (seed,
 * e, i) alone, so a run that is resumed, or that takes its images in another order or in other batches, sees what any
 * other run sees.
 */

import { mix } from '@cnn/shapes'

// Public API

/** The next number, in [0, 1). */
export type Random = () => number

/** The numbers of one image in one epoch: whole numbers up to 2³², of which each is mixed into those before. */
export function randomOf(seed: number, epoch: number, image: number): Random {
  const key = [seed, epoch, image].reduce((hash, word) => mix((hash ^ word) + golden), 0)
  let drawn = 0
  return () => (mix(key + Math.imul(drawn++, golden)) >>> 8) / 2 ** 24
}

/** A whole number from 0 to `count` − 1, each as likely as the others. */
export const below = (count: number, random: Random): number => Math.floor(random() * count)

/** Of the normal distribution with mean 0 and deviation 1, by Box and Muller (1958). */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

// Implementation

/** 2³² divided by the golden ratio, by which the counters of successive draws lie far apart. */
const golden = 0x9e3779b9
