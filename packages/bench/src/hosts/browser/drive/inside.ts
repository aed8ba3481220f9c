/**
 * @file The page's part where it can only be called and not called back with objects: it performs a task and tells what
 * happens as lines of JSON.
 */

import type { Outcome } from '../../task.ts'
import type { Cell, Heard } from '../driven.ts'

// Public API

/** What a page tells. */
export type Event =
  | { readonly progress: string }
  | { readonly turn: true }
  | { readonly said: string }
  | { readonly outcome: Outcome }
  | { readonly error: string }

/**
 * Runs in the page, so it uses nothing from around it. `tell` takes an event as JSON, in which numbers that JSON does
 * not know stand as `{ "$number": "NaN" }`. Where pages compute in turns, `cnnGo` begins each.
 */
export function performInside(task: string, tell: (event: string) => void, turns: boolean): void {
  const cell: Cell & { cnnGo?: () => void } = Object(window)
  const say = (event: Event) => {
    const text = JSON.stringify(event, (_, value: unknown) =>
      typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
        ? { $number: Object.is(value, -0) ? '-0' : String(value) }
        : value,
    )
    tell(text)
  }
  const words = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error))
  const log = console.error
  console.error = (...parts: unknown[]) => {
    say({ said: parts.map((part) => words(part)).join(' ') })
    log(...parts)
  }
  addEventListener('error', ({ message }) => say({ said: message }))
  addEventListener('unhandledrejection', ({ reason }) => say({ said: words(reason) }))
  if (turns)
    cell.cnnTurn = () =>
      new Promise((go) => {
        cell.cnnGo = go
        say({ turn: true })
      })
  // Later, so that the call which began this has ended.
  setTimeout(() => {
    cell
      .cnnPerform(JSON.parse(task), (progress) => say({ progress }))
      .then(
        (outcome) => say({ outcome }),
        (error: unknown) => say({ error: words(error) }),
      )
  })
}

/** Passes an event on, and gives the outcome if it is one. Throws what the page threw. */
export function hear(event: Event, { progress, said }: Heard): Outcome | undefined {
  if ('outcome' in event) return event.outcome
  if ('error' in event) throw new Error(event.error)
  if ('progress' in event) progress(event.progress)
  else if ('said' in event) said(event.said)
  return undefined
}

/** JSON in which numbers that it does not know stand as `{ "$number": "NaN" }`. */
export const parsePacked = (text: string): unknown =>
  JSON.parse(text, (_, value: unknown) =>
    typeof value === 'object' && value !== null && '$number' in value ? Number(value.$number) : value,
  )
