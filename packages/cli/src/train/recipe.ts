/** @file What a training run depends on, as the user asked for it. */

import type { Sides } from '@cnn/data'
import type { Initialisation } from '@cnn/tfjs'
import { constant, oneCycle, steps, type Schedule } from '@cnn/tfjs/train'
import { UsageError } from '../terminal/usage.ts'
import { publicName } from '../weights/public-name.ts'

/** Two runs of one recipe end in the same weights, so it says what a checkpoint is of. */
export interface Recipe {
  readonly network: string
  readonly data: string
  /** To start from; null for random ones. */
  readonly weights: string | null
  /** How random weights are drawn; He's way if absent. */
  readonly init?: Initialisation
  readonly size: Sides | null
  /** Of the images; null for as many as the network and the data have. */
  readonly channels: number | null
  readonly epochs: number
  readonly batch: number
  readonly rate: number
  readonly schedule: string
  readonly momentum: number
  readonly nesterov: boolean
  readonly decay: number
  readonly smoothing: number
  /** What the loss of each auxiliary head counts; 0 trains without them. */
  readonly heads: number
  /** How many layers learn, from the last; null for all. */
  readonly freeze: number | null
  readonly augment: readonly Augment[]
  readonly seed: number
  readonly backend: 'node-wasm' | 'cpu'
}

/** As it may be written into a file that is given away: of a path of this machine only its last part. */
export const shareable = (recipe: Recipe): Recipe => ({
  ...recipe,
  data: publicName(recipe.data),
  weights: recipe.weights === null ? null : publicName(recipe.weights),
})

export const augments = ['crop', 'flip', 'colour'] as const
export type Augment = (typeof augments)[number]

/** `one-cycle`, `constant`, or `steps:82,123`: a tenth of the rate from each of these epochs on. */
export function scheduleOf({ schedule, rate }: Pick<Recipe, 'schedule' | 'rate'>): Schedule {
  if (schedule === 'one-cycle') return oneCycle({ peak: rate })
  if (schedule === 'constant') return constant(rate)
  const [, list] = /^steps:(\d+(?:,\d+)*)$/.exec(schedule) ?? []
  if (list === undefined)
    throw new UsageError(`unknown schedule '${schedule}'; there are one-cycle, constant and steps:EPOCH,EPOCH,…`)
  return steps({ first: rate, at: list.split(',').map(Number) })
}

/** `none`, or some of `augments` with commas between; without a text what suits the data. */
export function parseAugment(text: string | undefined, data: string): readonly Augment[] {
  // A digit mirrored is another digit, or none.
  if (text === undefined) return data === 'mnist' ? [] : data === 'fashion-mnist' ? ['flip'] : ['crop', 'flip']
  if (text === 'none') return []
  const asked = text.split(',').map((name) => name.trim())
  const strange = asked.find((name) => !augments.some((known) => known === name))
  if (strange !== undefined)
    throw new UsageError(`unknown augmentation '${strange}'; there are ${augments.join(', ')}, and none`)
  return augments.filter((name) => asked.includes(name))
}
