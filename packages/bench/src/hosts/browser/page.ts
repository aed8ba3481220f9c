/** @file One task in a page of a driven browser. */

import { CnnError, messageOf } from '@cnn/shapes'
import type { Browser as Session, Page } from 'playwright-core'
import type { Outcome, Task } from '../task.ts'

// Public API

/** The page or the whole browser went away. */
export class LostPageError extends CnnError {}

/** What the page calls. */
export interface Heard {
  readonly progress: (message: string) => void
  readonly turn?: (() => Promise<void>) | undefined
}

/** `release` closes the page, and says whether that was possible. */
export function performInPage(session: Session, url: string, task: Task, { progress, turn }: Heard) {
  // The last few lines that the page wrote to its console, each cut to a length that people read.
  let said: string[] = []
  const hear = (line: string) => (said = [...said, line.slice(0, 300)].slice(-5))
  let lost: 'page crashed' | 'browser closed' | undefined
  const opened = session.newContext()

  const act = async (): Promise<Outcome> => {
    const page = await (await opened).newPage()
    page.on('console', (message) => message.type() === 'error' && hear(message.text()))
    page.on('pageerror', (error) => hear(plainMessage(error)))
    const crash = new Promise<never>((_, reject) => {
      const lose = (what: typeof lost) => {
        lost ??= what
        reject(new Error(what))
      }
      page.once('crash', () => lose('page crashed'))
      session.once('disconnected', () => lose('browser closed'))
    })
    const measure = async () => {
      await page.exposeFunction('cnnProgress', progress)
      if (turn) await page.exposeFunction('cnnTurn', turn)
      await open(page, url)
      return page.evaluate<Outcome, Task>((given) => {
        const cell: Cell = Object(window)
        return cell.cnnPerform(given, cell.cnnProgress)
      }, task)
    }
    return Promise.race([measure(), crash])
  }

  const work = act().catch(async (error: unknown) => {
    // A call that is under way may fail before the event that says why.
    await new Promise((resolve) => setTimeout(resolve, 200))
    if (!session.isConnected()) lost ??= 'browser closed'
    const context = said.length > 0 ? `\nThe page said:\n${said.map((line) => `  ${line}\n`).join('')}` : ''
    if (lost)
      throw new LostPageError(`the ${lost} while it measured ${task.network} on ${task.backend}${context}`, {
        cause: error,
      })
    throw new Error(`${plainMessage(error)}${context}`, { cause: error })
  })

  const release = async () => {
    const closed = opened
      .then((context) => context.close())
      .then(
        () => true,
        () => false,
      )
    return Promise.race([closed, new Promise<boolean>((resolve) => setTimeout(resolve, 5000, false).unref())])
  }
  return { work, release }
}

/** Throws where the page does not offer to perform tasks. */
export async function open(page: Page, url: string): Promise<void> {
  const response = await page.goto(url)
  if (!response?.ok()) throw new Error(`${url} answered ${response?.status() ?? 'nothing'}`)
  await page
    .waitForFunction(() => 'cnnPerform' in window, undefined, { timeout: 10_000 })
    .catch((error: unknown) => {
      throw new Error(`${url} did not set window.cnnPerform within 10 s`, { cause: error })
    })
}

// Implementation

/** The page's window, as far as it matters here. */
interface Cell {
  readonly cnnPerform: (task: Task, progress: (message: string) => void) => Promise<Outcome>
  readonly cnnProgress: (message: string) => void
}

/** Without Playwright's prefix and call log and without the stack that is part of the messages from a page. */
function plainMessage(error: unknown): string {
  const message = messageOf(error)
  return message
    .replace(/^\w+\.\w+: (Error: )?/, '')
    .split(/\n(?:\s+at |Call log:|Browser logs:)/, 1)[0]!
    .trim()
}
