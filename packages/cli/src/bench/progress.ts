/** @file What a person sees while the benchmark runs: one line that changes in a terminal, a line for each step elsewhere. */

import type { Progress } from '@cnn/bench'

export class Display {
  #last = ''
  readonly #stream: NodeJS.WriteStream
  readonly #started = Date.now()

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream
  }

  show({ network, backend, message, done, total }: Progress): void {
    const seconds = Math.round((Date.now() - this.#started) / 1000)
    const step = `[${done + 1}/${total}] ${network} on ${backend}`
    if (this.#stream.isTTY) this.#replace(`${step}: ${message} (${seconds} s)`)
    else if (step !== this.#last) this.#stream.write(`${step} (${seconds} s)\n`)
    this.#last = step
  }

  /** Makes room for what is printed next. */
  clear(): void {
    if (this.#stream.isTTY) this.#replace('')
  }

  #replace(text: string): void {
    this.#stream.write(`\r\u001B[K${text.slice(0, (this.#stream.columns ?? 80) - 1)}`)
  }
}
