/** @file What else the machine does while a host measures on it. */

import { readFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import type { Load, Outcome, Task } from './task.ts'

// Public API

/** Looks how busy the machine is before and after each task of a host, which performs one at a time. */
export class LoadWatch {
  readonly #look: () => Promise<number>
  readonly #now: () => number
  /** When it was last seen that the machine was calm. */
  #calm: number | undefined
  #busy = 0

  /** `look` tells how many cores are busy; `now` gives milliseconds. */
  constructor(look: () => Promise<number> = busyCores, now: () => number = () => performance.now()) {
    this.#look = look
    this.#now = now
  }

  /** What measures a latency is told with how busy the machine was. */
  async perform(task: Task, work: () => Promise<Outcome>): Promise<Outcome> {
    if (task.kind !== 'latency') return work()
    const [before, start] = [await this.#before(), await stealing()]
    this.#calm = undefined
    const outcome = await work()
    if (outcome.kind !== 'latency') return outcome
    const [end, after] = [await stealing(), await this.#look()]
    if (after <= calm) this.#calm = this.#now()
    this.#busy = after
    const load: Load = { busy: Math.min(before, after), ...(start && end && { stolen: stolenShare(start, end) }) }
    return { ...outcome, load }
  }

  /** Looking takes its time, and a machine that was calm a moment ago, after another task, still is. */
  async #before(): Promise<number> {
    const known = this.#calm !== undefined && this.#now() - this.#calm < moment
    return known ? this.#busy : this.#look()
  }
}

/** All ticks of the processors, and those that the machine's host took away, out of Linux's /proc/stat. */
export function parseStat(text: string): Ticks | undefined {
  const [name, ...ticks] = text.split('\n', 1)[0]!.trim().split(/\s+/)
  const counts = ticks.slice(0, 8).map(Number)
  if (name !== 'cpu' || counts.length < 8 || !counts.every(Number.isFinite)) return undefined
  return { all: counts.reduce((sum, count) => sum + count, 0), stolen: counts[7]! }
}

// Implementation

interface Ticks {
  readonly all: number
  readonly stolen: number
}

/** Cores: a page that has just closed is no more. */
const calm = 0.1
/** Milliseconds. */
const moment = 250
/** Milliseconds for which it is looked. */
const look = 150

async function busyCores(): Promise<number> {
  const start = idleTime()
  await setTimeout(look)
  const end = idleTime()
  return end.all === start.all ? 0 : cpus().length * (1 - (end.idle - start.idle) / (end.all - start.all))
}

function idleTime(): { idle: number; all: number } {
  const times = cpus().map((cpu) => cpu.times)
  const sum = (of: (one: (typeof times)[number]) => number) => times.reduce((total, one) => total + of(one), 0)
  return {
    idle: sum(({ idle }) => idle),
    all: sum(({ user, nice, sys, idle, irq }) => user + nice + sys + idle + irq),
  }
}

const stealing = async (): Promise<Ticks | undefined> => parseStat(await readFile('/proc/stat', 'utf8').catch(() => ''))

const stolenShare = (start: Ticks, end: Ticks): number =>
  end.all > start.all ? (end.stolen - start.stolen) / (end.all - start.all) : 0
