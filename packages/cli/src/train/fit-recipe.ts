/** @file What a recipe leaves open, as it suits the number of images. */

import type { Recipe } from './recipe.ts'

// Public API

/** A recipe before the data is known: null where the user has not said. */
export interface Asked extends Omit<Recipe, Open> {
  readonly epochs: number | null
  readonly batch: number | null
  readonly rate: number | null
}

/**
 * For tens of thousands of images 10 epochs in batches of 128, at a rate of 0.05, and of 0.01 where weights are given
 * to start from. Fewer images make smaller batches, so that an epoch has 20 steps, and more epochs, so that there are
 * 1000 steps; the rate goes with the batch (Goyal et al. 2017, 2.1).
 */
export function fitRecipe(asked: Asked, count: number): Recipe {
  const power = 2 ** Math.floor(Math.log2(Math.max(1, count / fewestSteps)))
  const batch = asked.batch ?? Math.min(usual.batch, Math.max(leastBatch, power))
  const epochs = asked.epochs ?? within(Math.ceil(enoughSteps / Math.ceil(count / batch)), [usual.epochs, mostEpochs])
  const peak = asked.weights === null ? usual.rate : usual.rate / 5
  const rate = asked.rate ?? Number(((peak * batch) / usual.batch).toPrecision(2))
  return { ...asked, batch, epochs, rate }
}

/** What was chosen for the user, if it is not what large data gets; else nothing. */
export function choiceOf(asked: Asked, { batch, epochs, rate }: Recipe, count: number): string {
  const open: Open[] = (['batch', 'epochs', 'rate'] as const).filter((name) => asked[name] === null)
  if (open.length === 0 || (batch === usual.batch && epochs === usual.epochs)) return ''
  const words = { batch: `batches of ${batch}`, epochs: `${epochs} epochs`, rate: `a rate of ${rate}` }
  const chosen = open.map((name) => words[name]).join(', ')
  return `note: ${chosen}, since there are ${count} training images; --${open.join(', --')} can say otherwise\n`
}

// Implementation

type Open = 'epochs' | 'batch' | 'rate'

const usual = { batch: 128, epochs: 10, rate: 0.05 }
/** Batch normalisation needs some images. */
const leastBatch = 16
const fewestSteps = 20
const enoughSteps = 1000
const mostEpochs = 60

const within = (value: number, [least, most]: readonly [number, number]) => Math.min(most, Math.max(least, value))
