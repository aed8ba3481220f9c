/** @file A browser that was started here. */

import type { DrivenBrowser } from '../driven.ts'
import type { Browser } from '../find.ts'
import type { Processes } from '../life.ts'

// Public API

/** What is started, and how. */
export interface LaunchOptions {
  readonly browser: Browser
  readonly headless: boolean
  /** Seconds that it gets to start. */
  readonly patience: number
}

export interface Running {
  readonly driven: DrivenBrowser
  /** Absent where the browser does not tell what its processes use. */
  readonly processes?: Processes
  /** Ends the browser at once, and takes its profile away. */
  readonly kill: () => Promise<void>
}
