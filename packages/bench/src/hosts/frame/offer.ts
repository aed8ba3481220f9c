/**
 * @file The page of one cell: it performs one task, for a command line that drives the browser or for the page that
 * holds it in a frame.
 */

import { perform } from '../../measure/perform.ts'
import type { Platform } from '../../measure/prepare.ts'
import { fetched, fetchedStart } from '../fetched.ts'
import type { Outcome, Task } from '../task.ts'

declare global {
  interface Window {
    /** Absent until the page has loaded. It may be called once only, since a second task would find everything warm. */
    cnnPerform?: (task: Task, progress?: (message: string) => void) => Promise<Outcome>
    /** Set by a host that lets pages compute in turns: it settles when it is this one's. */
    cnnTurn?: () => Promise<void>
    /** Version of @cnn/bench that the page is of. */
    cnnVersion?: string
  }
}

/** What the page knows that offers to perform. */
export interface OfferOptions extends Pick<Platform, 'wasmPaths'> {
  /** Of @cnn/bench: a command line of another version does not measure in the page. */
  readonly version?: string
}

/** Sets `window.cnnPerform`. `wasmPaths` say where the binaries of tfjs's WASM backend are, by file name. */
export function offerPerform({ wasmPaths, version }: OfferOptions): void {
  const engines = new URL('engines/', document.baseURI).href
  const platform: Platform = {
    ...(wasmPaths && { wasmPaths }),
    engines,
    read: fetched,
    readStart: fetchedStart,
    turn: async () => window.cnnTurn?.(),
  }
  if (version !== undefined) window.cnnVersion = version
  window.cnnPerform = async (task, progress) => perform(task, platform, progress)
}
