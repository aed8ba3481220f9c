/** @file How a training run goes, for people. */

import type { BatchProgress } from '@cnn/tfjs/train'
import { formatDuration } from '@cnn/shapes'
import { ProgressLine } from '../terminal/progress.ts'

export class TrainingProgress {
  readonly #batch: number
  readonly #line = new ProgressLine()
  readonly #started = performance.now()
  #steps = 0

  constructor(batch: number) {
    this.#batch = batch
  }

  show({ epoch, epochs, batch, batches, loss, accuracy }: BatchProgress): void {
    this.#steps += 1
    const seconds = (performance.now() - this.#started) / 1000 / this.#steps
    const left = seconds * ((epochs - epoch) * batches + batches - batch)
    const figures = [
      `epoch ${epoch}/${epochs}`,
      `batch ${batch}/${batches}`,
      `loss ${loss.toFixed(3)}`,
      `accuracy ${(accuracy * 100).toFixed(1)} %`,
      `${Math.round(this.#batch / seconds)} images/s`,
      `${formatDuration(left * 1000)} left`,
    ]
    this.#line.show(figures.join('  '))
  }

  clear(): void {
    this.#line.end()
  }
}
