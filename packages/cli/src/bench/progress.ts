/**
 * @file What a person sees while the benchmark runs: one line that changes in a terminal, a line for each step
 * elsewhere.
 */

import type { Progress } from '@cnn/bench'
import { ProgressLine } from '../terminal/progress.ts'

export class Display {
  #last = ''
  readonly #stream: NodeJS.WriteStream
  readonly #line: ProgressLine
  readonly #started = Date.now()

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream
    this.#line = new ProgressLine(stream)
  }

  show({ network, backend, message, done, total }: Progress): void {
    const seconds = Math.round((Date.now() - this.#started) / 1000)
    const step = `[${done + 1}/${total}] ${network} on ${backend}`
    if (this.#stream.isTTY) this.#line.show(`${step}: ${message} (${seconds} s)`)
    else if (step !== this.#last) this.#stream.write(`${step} (${seconds} s)\n`)
    this.#last = step
  }

  /** Makes room for what is printed next. */
  clear(): void {
    this.#line.end()
  }
}
