/**
 * @file Performs tasks in Node, each in a process of its own: tfjs's caches and the JIT start cold for every network.
 */

import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { defaultGrace, hardLimit, tooLate } from '../limit.ts'
import { LoadWatch } from '../load.ts'
import type { Host, Outcome, Task } from '../task.ts'
import { within } from '../within.ts'
import type { Message } from './cell.ts'

// Public API

/** What each process runs, and how long it may take. */
export interface NodeHostOptions {
  /** Seconds that a task gets beyond one and a half of its budget. */
  readonly grace?: number
  /** The module that performs the task. */
  readonly cell?: string
}

/** Performs each task in a fresh process of Node. */
export class NodeHost implements Host {
  readonly #grace: number
  readonly #cell: string
  readonly #watch = new LoadWatch()
  readonly #children = new Set<ChildProcess>()

  constructor({ grace = defaultGrace, cell = ownCell() }: NodeHostOptions = {}) {
    this.#grace = grace
    this.#cell = cell
  }

  perform(task: Task, progress: (message: string) => void): Promise<Outcome> {
    return this.#watch.perform(task, () => this.#perform(task, progress))
  }

  async #perform(task: Task, progress: (message: string) => void): Promise<Outcome> {
    // 'advanced' keeps NaN and infinity, which JSON does not.
    const child = fork(this.#cell, {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
      execArgv: [],
    })
    this.#children.add(child)
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
    const limit = hardLimit(task, this.#grace)
    try {
      return (await within(limit, outcomeOf(child, task, progress))) ?? tooLate(limit)
    } finally {
      child.kill('SIGKILL')
      await ended
      this.#children.delete(child)
    }
  }

  close(): void {
    for (const child of this.#children) child.kill('SIGKILL')
  }
}

// Implementation

/** The cell beside this file: TypeScript in the repository, JavaScript where it is installed. */
const ownCell = () =>
  fileURLToPath(new URL(`./cell${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url))

function outcomeOf(child: ChildProcess, task: Task, progress: (message: string) => void): Promise<Outcome> {
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-10_000)))
  return new Promise((resolve, reject) => {
    child.on('message', (message: Message) => {
      if ('progress' in message) progress(message.progress)
      else if ('outcome' in message) resolve(message.outcome)
      else reject(new Error(message.error))
    })
    child.once('error', reject)
    child.once('close', (code, signal) => {
      const how = signal ? `was ended by ${signal}` : `ended with status ${code}`
      const last = stderr
        .trim()
        .split('\n')
        .slice(-10)
        .map((line) => `  ${line}\n`)
        .join('')
      reject(
        new Error(
          `the process ${how} while it measured ${task.network} on ` +
            `${task.backend}${last.trim() && `\nIt said:\n${last}`}`,
        ),
      )
    })
    child.send(task)
  })
}
