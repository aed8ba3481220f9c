/** @file How a run goes, for people: a line that is written over on a terminal, and a line now and then elsewhere. */

import type { BatchProgress } from '@cnn/tfjs/train'
import { formatTime } from '../units.ts'

// Public API

export class TrainingProgress {
  readonly #batch: number
  readonly #started = performance.now()
  readonly #every = process.stderr.isTTY ? 200 : 60_000
  #shown = performance.now()
  #steps = 0

  constructor(batch: number) {
    this.#batch = batch
  }

  show({ epoch, epochs, batch, batches, loss, accuracy }: BatchProgress): void {
    this.#steps += 1
    const now = performance.now()
    if (now - this.#shown < this.#every) return
    this.#shown = now
    const seconds = (now - this.#started) / 1000 / this.#steps
    const left = seconds * ((epochs - epoch) * batches + batches - batch)
    const figures = [
      `epoch ${epoch}/${epochs}`,
      `batch ${batch}/${batches}`,
      `loss ${loss.toFixed(3)}`,
      `accuracy ${(accuracy * 100).toFixed(1)} %`,
      `${Math.round(this.#batch / seconds)} images/s`,
      `${formatTime(left)} left`,
    ]
    process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${figures.join('  ')}` : `${figures.join('  ')}\n`)
  }

  clear(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  }
}
