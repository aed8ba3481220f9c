/**
 * @file The parts of two pages of one origin, of which one is measured and the other hears of it. They run in the
 * pages, so they use nothing from around them.
 */

// Public API

/** Lets this page hear what is said on a channel. */
export function watch(channel: string): void {
  const page: Listening = Object(window)
  const heard: { events: string[]; wake?: () => void } = { events: [] }
  // Of one task at once: what others told may be megabytes.
  page.cnnHeard = { [channel]: heard }
  new BroadcastChannel(channel).addEventListener('message', ({ data }) => {
    if (data !== '') heard.events.push(String(data))
    heard.wake?.()
  })
}

/**
 * Performs a task when it is told to begin, and says on the channel what happens. Who says it holds a lock meanwhile
 * where there are such things, so that a page which is gone can be told from one which is silent.
 */
export async function announce(
  perform: (task: string, tell: (event: string) => void, turns: boolean) => void,
  ...[channel, task]: [channel: string, task: string]
): Promise<void> {
  const said = new BroadcastChannel(channel)
  const locks: LockManager | undefined = Reflect.get(navigator, 'locks')
  if (locks) await new Promise<void>((held) => void locks.request(channel, () => new Promise(() => held())))
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
  const tell = (event: string) => said.postMessage(event)
  said.addEventListener('message', () => perform(task, tell, false), { once: true })
}

/** Tells the page on the channel to begin; where it is another one, lets this page hear 'lost' when that is gone. */
export function begin(channel: string, another: boolean): void {
  const heard = (Object(window) as Listening).cnnHeard?.[channel]
  const go = new BroadcastChannel(channel)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
  go.postMessage('')
  go.close()
  if (!another) return
  const locks: LockManager | undefined = Reflect.get(navigator, 'locks')
  void locks?.request(channel, () => {
    heard?.events.push('lost')
    heard?.wake?.()
  })
}

/** What was heard after the first `seen` events; waits for news, at most so many milliseconds. */
export async function next(channel: string, seen: number, most: number): Promise<string[]> {
  const heard = (Object(window) as Listening).cnnHeard?.[channel]
  if (!heard) return ['lost']
  if (heard.events.length === seen)
    await new Promise<void>((wake) => {
      heard.wake = wake
      setTimeout(wake, most)
    })
  return heard.events.slice(seen)
}

/** Notes from now on whether this page goes out of sight. */
export function watchSight(): void {
  const page: Listening = Object(window)
  const look = () => void (page.cnnHidden ||= document.hidden)
  document.addEventListener('visibilitychange', look)
  look()
}

/** Whether it did. */
export const wasHidden = (): boolean => (Object(window) as Listening).cnnHidden ?? false

// Implementation

interface Listening {
  cnnHidden?: boolean
  cnnHeard?: Record<string, { events: string[]; wake?: () => void }>
}
