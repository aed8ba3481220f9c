/** @file What a page knows of its own clock, and of what may slow it down. */

import type { Circumstances } from '../hosts/task.ts'

// Public API

/**
 * The smallest step of `performance.now()` in milliseconds: 0.005 in an isolated page, 0.1 in others, 1 in some
 * browsers, next to nothing in Node.
 */
export function clockGrain(now: () => number = () => performance.now()): number {
  let grain = Infinity
  for (let i = 0; i < 10; i++) {
    const start = now()
    let next = start
    while (next === start) next = now()
    grain = Math.min(grain, next - start)
  }
  return grain
}

/** Watches the page, worker or process from now on; call what it gives, once, to hear what there was to see. */
export function watchPage(): () => Promise<Circumstances> {
  const page = globalThis.document
  let hidden = page?.hidden ?? false
  const look = () => void (hidden ||= page.hidden)
  page?.addEventListener('visibilitychange', look)
  return async () => {
    page?.removeEventListener('visibilitychange', look)
    // Node is none of the two and has no such thing.
    const isolated: boolean | undefined = globalThis.crossOriginIsolated
    const onBattery = await runsOnBattery()
    return {
      grain: clockGrain(),
      ...(page && { hidden }),
      throttled: (await lateness()) > late,
      ...(isolated !== undefined && { isolated }),
      ...(onBattery !== undefined && { onBattery }),
    }
  }
}

/** Whether the device runs on its battery. Chrome tells its pages; undefined in workers, and in other browsers. */
export async function runsOnBattery(): Promise<boolean | undefined> {
  const navigator: TellsOfBattery | undefined = globalThis.navigator
  const battery = await navigator?.getBattery?.().catch(() => undefined)
  return battery && !battery.charging
}

// Implementation

interface TellsOfBattery extends Partial<Navigator> {
  readonly getBattery?: () => Promise<{ readonly charging: boolean }>
}

/** Milliseconds: browsers let timers of a page in the background wait for a second or longer. */
const late = 500

/** How late a timer is that is due at once, at best of three. */
async function lateness(): Promise<number> {
  let best = Infinity
  for (let i = 0; i < 3 && best > late; i++) {
    const start = performance.now()
    await new Promise((resolve) => setTimeout(resolve, 0))
    best = Math.min(best, performance.now() - start)
  }
  return best
}
