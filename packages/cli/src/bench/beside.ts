/** @file `cnn bench --baseline`: another build of the page, measured beside this one in the same browser. */

import { randomUUID } from 'node:crypto'
import { join, resolve } from 'node:path'
import { isNodeBackend, runBeside, succeeded, type Beside, type PageBuild, type Plan } from '@cnn/bench'
import { openBrowser } from '@cnn/bench/node'
import { weightsOn, weightsRoutes } from '../page/weights-routes.ts'
import { replace } from '../files/replace.ts'
import { print, say } from '../terminal/print.ts'
import { UsageError } from '../terminal/usage.ts'
import { openBaseline } from './baseline.ts'
import { environment } from './environment.ts'
import { ProgressLine } from '../terminal/progress.ts'
import { saveReport, saveResults } from './save.ts'
import { sha256, trainedSums, withSums } from './sums.ts'
import { tellComparison } from '../compare/tell.ts'

// Public API

export interface BesideOptions {
  /** A folder with another build of the page, or where it is served. */
  readonly baseline: string
  readonly rounds: number
  readonly threshold: number
  readonly browser?: string
  readonly headed?: boolean
}

/** Measures, tells how the builds compare, and returns the exit status: as `bench`, and 3 where this one is slower. */
export async function benchBeside(
  out: string,
  plan: Omit<Plan, 'data' | 'weights'>,
  options: BesideOptions,
): Promise<number> {
  const inNode = plan.backends.filter(isNodeBackend)
  if (inNode.length === plan.backends.length)
    throw new UsageError(`--baseline is another build of the page, and ${inNode.join(', ')} run in none`)
  const backends = plan.backends.filter((backend) => !isNodeBackend(backend))
  await using baseline = await openBaseline(options.baseline)
  await using opened = await openBrowser({
    path: options.browser,
    headless: !options.headed,
    routes: weightsRoutes,
  })
  const { host, origin } = opened
  const line = new ProgressLine()
  let stopped = false
  const stop = () => {
    stopped = true
    void host.close()
  }
  for (const signal of signals) process.once(signal, stop)
  try {
    const about = environment(await host.about())
    const weights = await weightsOfBoth(plan.networks, { baseline: baseline.origin, own: origin })
    const builds: Record<'before' | 'after', PageBuild> = {
      before: {
        hostOf: () => host.at(baseline.origin),
        environment: { ...about, commit: null },
        weights: weights.before.urls,
      },
      after: { hostOf: () => host, environment: about, weights: weights.after.urls },
    }
    const sign = ({ before, after }: Beside): Beside => ({
      before: withSums(before, { weights: weights.before.sums }),
      after: withSums(after, { weights: weights.after.sums }),
    })
    const both = sign(
      await runBeside({ ...plan, backends, rounds: options.rounds, beside: randomUUID() }, builds, {
        results: (soFar) => save(out, sign(soFar)),
        progress: ({ done, total, network, backend, message }) =>
          line.show(`[${done + 1}/${total}] ${network} on ${backend}, ${message}`),
        stopped: () => stopped,
      }),
    )
    line.end()
    if (both.after.cells.length === 0) return 130
    const slower = tellComparison(both.before, both.after, { threshold: options.threshold, anyway: true })
    await save(out, both)
    await saveReport(out, both.after)
    print(`\nThe other build: ${join(out, 'baseline.json')}, this one: ${resolve(out, 'results.json')}\n`)
    if (!both.after.complete) return 130
    return succeeded(both.after) ? slower : 1
  } finally {
    for (const signal of signals) process.off(signal, stop)
  }
}

// Implementation

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

async function save(out: string, { before, after }: Beside): Promise<void> {
  await saveResults(out, after)
  await replace(join(out, 'baseline.json'), `${JSON.stringify(before, null, 1)}\n`)
}

interface WeightsOf {
  readonly urls: Readonly<Record<string, string>>
  readonly sums: Readonly<Record<string, string>>
}

/** Those that both builds have; a network that one has none for is measured with random ones in both. */
async function weightsOfBoth(
  networks: readonly string[],
  origins: { readonly baseline: string; readonly own: string },
): Promise<{ before: WeightsOf; after: WeightsOf }> {
  const own = await trainedSums(networks)
  const theirs: Record<string, string> = {}
  for (const [id, url] of Object.entries(weightsOn(origins.baseline))) {
    if (!Object.hasOwn(own, id)) continue
    const response = await fetch(url).catch(() => undefined)
    if (response?.ok) theirs[id] = sha256(new Uint8Array(await response.arrayBuffer()))
    else say(`${id} is measured with random weights in both builds: the other one has none at ${url}\n`)
  }
  const of = (origin: string, sums: Readonly<Record<string, string>>): WeightsOf => {
    const urls = Object.entries(weightsOn(origin)).filter(([id]) => Object.hasOwn(theirs, id))
    return { urls: Object.fromEntries(urls), sums }
  }
  return { before: of(origins.baseline, theirs), after: of(origins.own, own) }
}
