/** @file A browser that Playwright drives. */

import { messageOf } from '@cnn/shapes'
import type { Browser as Session, BrowserType } from 'playwright-core'
import type { Outcome, Task } from '../../task.ts'
import { LostPageError, type Cell, type DrivenBrowser, type DrivenPage, type Heard } from '../driven.ts'
import { NoBrowserError } from '../find.ts'
import { parsePacked } from './inside.ts'

// Public API

/** Loaded where it is needed: other ways to drive a browser do without. Throws NoBrowserError where it is absent. */
export async function loadChromium(): Promise<BrowserType> {
  try {
    return (await import('playwright-core')).chromium
  } catch (error) {
    throw new NoBrowserError('Chrome, Chromium and Edge are driven by Playwright: npm i playwright-core', {
      cause: error,
    })
  }
}

export const drivenByPlaywright = (session: Session): DrivenBrowser => ({
  version: session.version(),
  isConnected: () => session.isConnected(),
  newPage: (heard) => newPage(session, heard),
  close: () => session.close(),
})

// Implementation

async function newPage(session: Session, { progress, turn, said }: Heard): Promise<DrivenPage> {
  const context = await session.newContext()
  // Before there is a page: one that is there already takes several answers to each.
  await context.exposeFunction('cnnProgress', progress)
  if (turn) await context.exposeFunction('cnnTurn', turn)
  const page = await context.newPage()
  page.on('console', (message) => message.type() === 'error' && said(message.text()))
  page.on('pageerror', (error) => said(plainMessage(error)))
  const lost = new Promise<never>((_, reject) => {
    page.once('crash', () => reject(new LostPageError('page crashed')))
    session.once('disconnected', () => reject(new LostPageError('browser closed')))
  })
  // Whoever waits hears of it; where nobody does, it is no error.
  lost.catch(() => undefined)
  /** With what went wrong in plain words. */
  const plainly = <T>(work: Promise<T>): Promise<T> =>
    Promise.race([work, lost]).catch((error: unknown) => {
      throw error instanceof LostPageError ? error : new Error(plainMessage(error), { cause: error })
    })
  return {
    goto: async (url) => void (await plainly(page.goto(url))),
    ask: async <Given, T>(question: (given: Given) => T | Promise<T>, given: Given) =>
      plainly(page.evaluate(question as (given: unknown) => T, given as unknown)),
    perform: async (task) => parsePacked(await plainly(page.evaluate(performPacked, task))) as Outcome,
    close: () => context.close(),
  }
}

/**
 * In the page. Playwright wraps each value of an answer in an object, several times on its way, and the logits of
 * 10,000 images are many: a text is quicker. Numbers that JSON does not know stand as `{ "$number": "NaN" }`.
 */
async function performPacked(task: Task): Promise<string> {
  const cell: Cell & { cnnProgress: (message: string) => void } = Object(window)
  const outcome = await cell.cnnPerform(task, cell.cnnProgress)
  return JSON.stringify(outcome, (_, value: unknown) =>
    typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
      ? { $number: Object.is(value, -0) ? '-0' : String(value) }
      : value,
  )
}

/** Without Playwright's prefix and call log and without the stack that is part of the messages from a page. */
function plainMessage(error: unknown): string {
  const message = messageOf(error)
  return message
    .replace(/^\w+\.\w+: (Error: )?/, '')
    .split(/\n(?:\s+at |Call log:|Browser logs:)/, 1)[0]!
    .trim()
}
