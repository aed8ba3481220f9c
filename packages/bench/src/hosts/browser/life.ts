/**
 * @file Whether a page that has not answered for long hangs, or computes: its processes tell by the processor time that
 * they use. A clock on the wall alone cannot, since other programs and software renderers lengthen everything.
 */

import { hasShaders } from '../../results/shaders.ts'
import { tooLate } from '../limit.ts'
import type { Outcome, Task } from '../task.ts'
import { within } from '../within.ts'

// Public API

/** What is asked of Playwright's browser: what its processes use. */
export interface Processes {
  newBrowserCDPSession(): Promise<{
    send(method: 'SystemInfo.getProcessInfo'): Promise<{ processInfo: readonly ProcessInfo[] }>
    detach(): Promise<void>
  }>
}

/** A process of the browser, and the seconds of processor time that it has used. */
export interface ProcessInfo {
  readonly type: string
  readonly cpuTime: number
}

/** What is not known where a browser does not tell what its processes use. */
export const hangOrSlow = 'whether a page that did not end in its time hung or was slow'

/**
 * The outcome, or what is to be said after `limit` seconds without one. A page that was given too little of the
 * processor gets up to three times as long, where the browser tells.
 */
export async function patiently(
  session: Processes | undefined,
  work: Promise<Outcome>,
  { backend }: Pick<Task, 'backend'>,
  limit: number,
): Promise<{ readonly outcome: Outcome; readonly ended: boolean }> {
  if (!session) {
    const inTime = await within(limit, work)
    return { outcome: inTime ?? tooLate(limit), ended: inTime !== undefined }
  }
  const began = performance.now()
  const before = processorTime(session)
  const seconds = () => (performance.now() - began) / 1000
  let outcome = await within(limit, work)
  let start = await before
  for (let last: Usage | undefined; !outcome;) {
    const now = await processorTime(session)
    outcome = await within(look, work)
    if (outcome) break
    last = await processorTime(session)
    start ??= now
    const given = now && last && start && judge({ all: since(start, last), lately: since(now, last) }, backend, limit)
    if (given === 'starved' && seconds() < 3 * limit) outcome = await within(2 * look, work)
    else return { ended: false, outcome: told(given ?? 'stopped', limit, seconds()) }
  }
  return { ended: true, outcome }
}

// Implementation

/** Seconds of processor time: of the pages, and of the process that stands for the GPU. */
interface Usage {
  readonly page: number
  readonly gpu: number
}

/** Seconds for which it is looked whether anything moves. */
const look = 2
/** Seconds of processor time in `look`, below which nothing does. */
const still = 0.02

const since = (start: Usage, end: Usage): Usage => ({ page: end.page - start.page, gpu: end.gpu - start.gpu })

/** Undefined where the browser does not say. */
async function processorTime(session: Processes): Promise<Usage | undefined> {
  const ask = async () => {
    const client = await session.newBrowserCDPSession()
    const { processInfo } = await client.send('SystemInfo.getProcessInfo')
    await client.detach()
    const of = (...types: readonly string[]) =>
      processInfo.filter(({ type }) => types.includes(type)).reduce((sum, { cpuTime }) => sum + cpuTime, 0)
    return { page: of('renderer'), gpu: of('GPU') }
  }
  return within(
    look,
    ask().catch(() => undefined),
  )
}

/**
 * `stopped`: nothing moves. `rendering`: the page waits for a renderer that computes. `astray`: the page itself is
 * busy, where the renderer should be. `starved`: other programs had the processor. `computing`: none of these.
 */
type Verdict = 'stopped' | 'rendering' | 'astray' | 'starved' | 'computing'

interface Used {
  readonly all: Usage
  readonly lately: Usage
}

function judge({ all, lately }: Used, backend: Task['backend'], limit: number): Verdict {
  if (lately.page + lately.gpu < still) return 'stopped'
  const shaders = hasShaders(backend)
  if (shaders && lately.gpu > lately.page) return 'rendering'
  if (Math.max(all.page, all.gpu) < limit / 2) return 'starved'
  return shaders ? 'astray' : 'computing'
}

function told(verdict: Verdict, limit: number, seconds: number): Outcome {
  const late = tooLate(limit)
  if (verdict === 'computing') return late
  if (verdict === 'stopped' || verdict === 'astray') return { ...late, stuck: true }
  const why = verdict === 'starved' ? 'while other programs had the processor' : 'while the renderer computed'
  const { reason } = tooLate(seconds)
  return { ...tooLate(seconds), reason: `${reason}, ${why}`, stuck: false }
}
