/**
 * @file What measuring needs of a browser, whoever drives it: Playwright, WebDriver or WebDriver BiDi offer it, a file
 * each in `drive`.
 */

import { CnnError } from '@cnn/shapes'
import type { Outcome, Task } from '../task.ts'

// Public API

/** A browser that is driven, here or elsewhere. */
export interface DrivenBrowser {
  readonly version: string
  readonly platform?: string | undefined
  isConnected(): boolean
  /** A page in which nothing is warm. Rejects where the browser is gone. */
  newPage(heard: Heard): Promise<DrivenPage>
  /** Ends the browser, or one's session with it. */
  close(): Promise<void>
}

/** One page, for one task. */
export interface DrivenPage {
  /** Settles when the page has loaded, whatever it shows; rejects where the driver knows that it cannot be shown. */
  goto(url: string): Promise<void>
  /** Calls a function in the page with plain data; its source goes there alone, so it uses nothing from around it. */
  ask<Given, T>(question: (given: Given) => T | Promise<T>, given: Given): Promise<T>
  /** Rejects with what the page's own error says, or with LostPageError. */
  perform(task: Task): Promise<Outcome>
  close(): Promise<void>
}

/** What is heard from a page while it performs. */
export interface Heard {
  readonly progress: (message: string) => void
  /** Settles when it is this page's turn; absent, a page computes when it likes. */
  readonly turn?: (() => Promise<void>) | undefined
  /** A line that the page complained with. */
  readonly said: (line: string) => void
}

/** The page or the whole browser went away; the message says which. */
export class LostPageError extends CnnError {}

/** The page's window, as far as it matters here. */
export interface Cell {
  readonly cnnPerform: (task: Task, progress: (message: string) => void) => Promise<Outcome>
  cnnTurn?: () => Promise<void>
}
