/** @file Whether this tab is in front. */

/** Resolves as soon as it is; rejects where `stop` comes first. */
export function inFront(stop: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!document.hidden) return resolve()
    const over = new AbortController()
    const end = (settle: () => void) => {
      over.abort()
      settle()
    }
    document.addEventListener('visibilitychange', () => document.hidden || end(resolve), { signal: over.signal })
    stop.addEventListener('abort', () => end(() => reject(new Error('stopped'))), { signal: over.signal })
  })
}

/** Call what it returns, once, to hear whether the tab was hidden since. */
export function watchHidden(): () => boolean {
  let hidden = document.hidden
  const look = () => (hidden ||= document.hidden)
  document.addEventListener('visibilitychange', look)
  return () => {
    document.removeEventListener('visibilitychange', look)
    return hidden
  }
}
