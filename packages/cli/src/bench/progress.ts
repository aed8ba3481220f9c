/**
 * @file What a person sees while the benchmark runs: a table that grows by a row for each cell, and in a terminal a
 * line below it that tells what is under way.
 */

import type { Cell, Progress, Results } from '@cnn/bench'
import { growingAccuracy, growingHead, growingRow } from '@cnn/report'
import { formatDuration, printableLines } from '@cnn/shapes'
import { ProgressLine } from '../terminal/progress.ts'

export class Display {
  #begun = false
  readonly #stream: NodeJS.WriteStream
  readonly #line: ProgressLine

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream
    this.#line = new ProgressLine(stream)
  }

  show({ network, backend, message, done, total, left }: Progress): void {
    this.#begin()
    if (!this.#stream.isTTY) return
    this.#line.show(`[${done + 1}/${total}] ${network} on ${backend}: ${message}, about ${formatDuration(left)} to go`)
  }

  cell(cell: Cell, left: number): void {
    this.#write(growingRow(cell, left))
  }

  network(results: Results, network: string): void {
    this.#write(growingAccuracy(results, network))
  }

  /** Makes room for what is printed next. */
  clear(): void {
    this.#line.end()
  }

  /** The heading, once something is under way. */
  #begin(): void {
    if (!this.#begun) this.#write(growingHead())
    this.#begun = true
  }

  #write(text: string): void {
    this.clear()
    this.#stream.write(printableLines(text))
  }
}
