/** @file One network on all engines in one browser: each in a page of its own, and taking turns. */

import type { Browser as Found } from '@cnn/bench/node'
import { chromium, type Page } from 'playwright-core'
import type { EngineName } from './page/engines.ts'
import type { Opened } from './page/main.ts'
import { median } from './median.ts'

// Public API

export interface Measured extends Omit<Opened, 'logits'> {
  readonly network: string
  readonly engine: EngineName
  readonly threadsAsked: number
  /** Median of the inferences of each round, in milliseconds. */
  readonly rounds: readonly number[]
  /** Largest difference of a logit from the first engine's, over the largest logit. */
  readonly difference: number
}

export interface Turns {
  readonly rounds: number
  /** Inferences of an engine in a round; one more goes before and is not counted. */
  readonly each: number
}

/** A browser of its own for every network, since memory is given back with it. */
export async function measure(
  { path, args }: Found,
  url: string,
  {
    network,
    engines,
    threads,
  }: { readonly network: string; readonly engines: readonly EngineName[]; readonly threads: number },
  { rounds, each }: Turns,
): Promise<Measured[]> {
  const browser = await chromium.launch({ executablePath: path, args: [...args] })
  try {
    const pages: Page[] = []
    const opened: Opened[] = []
    for (const engine of engines) {
      const page = await (await browser.newContext()).newPage()
      await page.goto(url)
      await page.waitForFunction(() => 'peers' in window)
      pages.push(page)
      opened.push(await page.evaluate((given) => window.peers.open(...given), [engine, network, threads] as const))
    }
    const times = engines.map((): number[] => [])
    for (let round = 0; round < rounds; round++)
      // Whoever comes first finds the machine as the last one left it, so that each comes first in turn.
      for (let turn = 0; turn < engines.length; turn++) {
        const i = (round + turn) % engines.length
        const [, ...counted] = await pages[i]!.evaluate((count) => window.peers.infer(count), each + 1)
        times[i]!.push(median(counted))
      }
    return engines.map((engine, i) => {
      const { logits, ...own } = opened[i]!
      return {
        network,
        engine,
        threadsAsked: threads,
        ...own,
        rounds: times[i]!,
        difference: apart(logits, opened[0]!.logits),
      }
    })
  } finally {
    await browser.close()
  }
}

// Implementation

const apart = (some: readonly number[], others: readonly number[]): number =>
  Math.max(...some.map((value, i) => Math.abs(value - others[i]!))) / Math.max(...others.map(Math.abs))
