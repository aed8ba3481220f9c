/** @file What a run tells when an epoch, and when all of it, is over. */

import { wilson } from '@cnn/bench'
import type { Weights } from '@cnn/shapes'
import { tellTrainedFor, writeSafetensors, type TrainedFor } from '@cnn/weights'
import { formatDuration } from '@cnn/shapes'
import type { Prepared } from './data.ts'
import type { Line } from './log.ts'
import { shareable, type Recipe } from './recipe.ts'

// Public API

export const describe = ({ epoch, loss, trainAccuracy, testAccuracy, seconds }: Line, epochs: number): string =>
  `epoch ${epoch}/${epochs}  loss ${loss.toFixed(4)}  training ${percent(trainAccuracy)} %  test ` +
  `${percent(testAccuracy)} %  ${formatDuration(seconds * 1000)}\n`

/** The accuracy is that of the last epoch, never of the best: that would be choosing by the test images. */
export function summary({ network, data }: Recipe, count: number, { testAccuracy }: Line, file: string): string {
  const [low, high] = wilson(Math.round(testAccuracy * count), count).map(percent)
  return (
    `${network}: ${percent(testAccuracy)} % of the ${count} test images of ${data} (95 %: ${low} to ` +
    `${high})\n${file}\n`
  )
}

/** A warning, where the accuracy may be that of always naming the commonest class; else nothing. */
export function doubt({ testAccuracy }: Line, { guess, test }: Pick<Prepared, 'guess' | 'test'>): string {
  const [low] = wilson(Math.round(testAccuracy * test.count), test.count)
  if (low > guess) return ''
  return (
    `warning: always naming the commonest class of the test images is right for ${percent(guess)} % ` +
    'of them, and this is not surely ' +
    'better; give more epochs, smaller batches or --weights to start from\n'
  )
}

/** The weights as a file that says how they were trained, and how they are to be used. */
export function finished(weights: Weights, recipe: Recipe, about: TrainedFor, lines: readonly Line[]): Uint8Array {
  const metadata = Object.entries(shareable(recipe)).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  const { testAccuracy } = lines.at(-1)!
  return writeSafetensors(weights, {
    ...Object.fromEntries(metadata),
    testAccuracy: String(testAccuracy),
    ...tellTrainedFor(about),
  })
}

// Implementation

const percent = (share: number): string => (share * 100).toFixed(2)
