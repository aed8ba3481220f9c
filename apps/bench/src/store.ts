/** @file The visitor's last results, kept over a reload. */

import { parseResults, type Results } from '@cnn/bench'

const key = 'cnn-bench-results'

/** False where the browser has no room, or keeps nothing in this mode. */
export function keep(results: Results): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(results))
    return true
  } catch {
    return false
  }
}

/** Undefined where there are none, or none that this version understands. */
export function kept(): Results | undefined {
  try {
    const text = localStorage.getItem(key)
    return text === null ? undefined : parseResults(text, 'storage')
  } catch {
    return undefined
  }
}
