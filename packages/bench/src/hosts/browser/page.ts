/** @file One task in a page of a driven browser. */

import { messageOf } from '@cnn/shapes'
import { setTimeout as pause } from 'node:timers/promises'
import type { Outcome, Task } from '../task.ts'
import { within } from '../within.ts'
import { LostPageError, type DrivenBrowser, type DrivenPage, type Heard } from './driven.ts'

// Public API

/** `release` closes the page, and says whether that was possible. */
export function performInPage(browser: DrivenBrowser, url: string, task: Task, heard: Omit<Heard, 'said'>) {
  // The last few lines that the page complained with, each cut to a length that people read.
  let lines: string[] = []
  const said = (line: string) => void (lines = [...lines, line.slice(0, 300)].slice(-5))
  const opened = browser.newPage({ ...heard, said })

  const act = async (): Promise<Outcome> => {
    const page = await opened
    await open(page, url)
    return page.perform(task)
  }

  const work = act().catch(async (error: unknown) => {
    // A call that is under way may fail before the event that says why.
    await pause(200)
    const context = lines.length > 0 ? `\nThe page said:\n${lines.map((line) => `  ${line}\n`).join('')}` : ''
    const lost = error instanceof LostPageError ? error.message : browser.isConnected() ? undefined : 'browser closed'
    if (lost !== undefined)
      throw new LostPageError(`the ${lost} while it measured ${task.network} on ${task.backend}${context}`, {
        cause: error,
      })
    throw new Error(`${messageOf(error)}${context}`, { cause: error })
  })

  const release = async () => {
    const closed = opened
      .then((page) => page.close())
      .then(
        () => true,
        () => false,
      )
    return (await within(5, closed)) ?? false
  }
  return { work, release }
}

/** Throws where the page does not offer to perform tasks. */
export async function open(page: DrivenPage, url: string): Promise<void> {
  await page.goto(url)
  const end = performance.now() + patience * 1000
  for (;;) {
    const { offers, status, shown } = await page.ask(() => {
      const [navigation] = performance.getEntriesByType('navigation')
      // Older browsers do not tell the status.
      const answered: unknown = navigation && Reflect.get(navigation, 'responseStatus')
      return {
        offers: 'cnnPerform' in window,
        status: typeof answered === 'number' ? answered : 0,
        shown: location.protocol.startsWith('http'),
      }
    }, undefined)
    if (offers) return
    if (status >= 400) throw new Error(`${url} answered ${status}`)
    if (!shown) throw new Error(`${url} cannot be reached`)
    if (performance.now() > end) throw new Error(`${url} did not set window.cnnPerform within ${patience} s`)
    await pause(100)
  }
}

// Implementation

/** Seconds that a page gets to offer what it is for. */
const patience = 10
