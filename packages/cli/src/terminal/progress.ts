/** @file How far a long computation is: one line that changes in a terminal, and elsewhere a line now and then. */

import { printable } from '@cnn/shapes'
import { createLogUpdate } from 'log-update'

// Public API

export class ProgressLine {
  readonly #stream: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>
  readonly #update: ReturnType<typeof createLogUpdate>
  readonly #now: () => number
  #told: number

  /** `now` gives milliseconds. */
  constructor(
    stream: Pick<NodeJS.WriteStream, 'write' | 'isTTY'> = process.stderr,
    now: () => number = () => performance.now(),
  ) {
    this.#stream = stream
    // A hidden cursor would stay hidden where the process is ended by force.
    this.#update = createLogUpdate(stream as NodeJS.WriteStream, { showCursor: true })
    this.#now = now
    this.#told = now()
  }

  show(message: string): void {
    // Names out of strangers' files may stand in it.
    const line = printable(message, 1000)
    if (this.#stream.isTTY) return this.#update(line)
    if (this.#now() - this.#told < pause) return
    this.#told = this.#now()
    this.#stream.write(`${line}\n`)
  }

  /** Makes room for what is printed next. */
  end(): void {
    if (this.#stream.isTTY) this.#update.clear()
  }
}

// Implementation

/** Milliseconds between two lines: a log of an hour stays readable, and who waits sees that something happens. */
const pause = 10_000
