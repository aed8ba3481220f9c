/** @file What else the machine does while a host measures on it. */

import { readFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import type { Load, Outcome, Task } from './task.ts'

// Public API

/** Performs a task; what measures a latency is told with how busy the machine was before it and after it. */
export async function underWatch(task: Task, perform: () => Promise<Outcome>): Promise<Outcome> {
  if (task.kind !== 'latency') return perform()
  const [before, start] = [await busyCores(), await stealing()]
  const outcome = await perform()
  if (outcome.kind !== 'latency') return outcome
  const [end, after] = [await stealing(), await busyCores()]
  const load: Load = { busy: Math.min(before, after), ...(start && end && { stolen: stolenShare(start, end) }) }
  return { ...outcome, load }
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
