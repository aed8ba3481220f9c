import { resolve } from 'node:path'
import { isNodeBackend, run, succeeded, type BackendId, type Host } from '@cnn/bench'
import { table } from '@cnn/report'
import { formatDuration } from '@cnn/shapes'
import { NodeHost } from '@cnn/bench/node'
import { cifar10Route, type Cifar10Route } from '../page/cifar10-route.ts'
import { weightsOn, weightsRoutes } from '../page/weights-routes.ts'
import { takeFolder } from '../files/take-folder.ts'
import { UsageError } from '../terminal/usage.ts'
import { benchBeside, type BesideOptions } from './beside.ts'
import { spareLongerRun } from './longer-run.ts'
import { fewerThreads } from './fewer-threads.ts'
import { fromHere, fromPage, imagesPath } from './inputs.ts'
import { checkRemote, openPlace, type PlaceOptions } from './place.ts'
import { makePlan, type PlanOptions } from './plan.ts'
import { Display } from './progress.ts'
import { patientSaver, saveReport, saveResults } from './save.ts'
import { withSums } from './sums.ts'
import { print, say } from '../terminal/print.ts'

// Public API

export interface BenchOptions extends PlanOptions, PlaceOptions, Omit<BesideOptions, 'baseline'> {
  readonly baseline?: string
  readonly out: string
  readonly overwrite?: boolean
  readonly cifar10?: string
}

/**
 * Measures, and returns the exit status: 0, 1 where a cell failed, 130 where the user stopped it. Throws UsageError
 * where another run lives in the folder, or nothing can be written there.
 */
export async function bench(options: BenchOptions): Promise<number> {
  const plan = makePlan(options)
  checkRemote(plan, options)
  const out = resolve(options.out)
  const giveBack = await takeFolder(out, 'benchmark')
  try {
    if (!options.overwrite) await spareLongerRun(out, plan.networks.length * plan.backends.length)
    return await (options.baseline === undefined
      ? benchIn(out, plan, options)
      : benchBeside(out, plan, { ...options, baseline: options.baseline }))
  } finally {
    await giveBack()
  }
}

// Implementation

async function benchIn(out: string, plan: ReturnType<typeof makePlan>, options: BenchOptions): Promise<number> {
  const started = performance.now()
  const cifar10 = cifar10Route(options.cifar10)
  const opening = openPlace(plan, options, { ...cifar10.routes, ...weightsRoutes })
  const images = await imagesMeanwhile(opening, cifar10, options)
  await using place = await opening
  const { origin, browser } = place
  const node = new NodeHost()
  const display = new Display()
  const saver = patientSaver(out)
  let stopped = false
  const stop = () => {
    stopped = true
    void browser?.close()
    node.close()
  }
  const hostOf = (backend: BackendId): Host => (isNodeBackend(backend) ? node : browser!)
  for (const signal of signals) process.once(signal, stop)
  try {
    const about = await place.about()
    const there = place.has ? await fromPage(place.has, plan.networks) : await fromHere(plan.networks, images)
    const { sums } = there
    const results = await run(
      {
        ...plan,
        weights: Object.fromEntries(Object.entries(weightsOn(origin)).filter(([id]) => there.weights(id))),
        data: there.images ? `${origin}${imagesPath}` : null,
      },
      hostOf,
      about,
      {
        results: (soFar) => saver.results(withSums(soFar, sums)),
        progress: (progress) => display.show(progress),
        cell: (cell, left) => display.cell(cell, left),
        network: (soFar, network) => {
          display.network(soFar, network)
          return saver.report(soFar)
        },
        stopped: () => stopped,
      },
    )
    display.clear()
    // A run that was stopped before its first step leaves what an earlier one measured as it is.
    if (results.cells.length === 0) return 130
    say(fewerThreads(results, plan.threads))
    // First, since a disk may be full, and what was measured is not to be lost.
    print(`${table(results, process.stdout.columns ?? 80)}\n\n`)
    await saveResults(out, withSums(results, sums))
    await saveReport(out, results)
    print(`Measured in ${formatDuration(performance.now() - started)}. The report: ${resolve(out, 'report.html')}\n`)
    return results.complete ? Number(!succeeded(results)) : 130
  } catch (error) {
    // A browser that is closed while it is asked what it is.
    if (stopped) return 130
    throw error
  } finally {
    for (const signal of signals) process.off(signal, stop)
  }
}

/** Sent by the keyboard (Ctrl-C), by other programs, and by a terminal that is closed. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** While the browser starts, in processes of its own, which is closed where there are no images. */
async function imagesMeanwhile(opening: Promise<AsyncDisposable>, route: Cifar10Route, options: BenchOptions) {
  const settled = opening.catch(() => undefined)
  try {
    return await imagesOf(route, options)
  } catch (error) {
    await (await settled)?.[Symbol.asyncDispose]()
    throw error
  }
}

/** Without the images there is still a latency to measure, unless the user named a folder for them. */
async function imagesOf({ read }: Cifar10Route, { cifar10 }: BenchOptions): Promise<Uint8Array | undefined> {
  try {
    return await read()
  } catch (error) {
    if (cifar10 !== undefined || !(error instanceof UsageError)) throw error
    say(`No accuracy will be measured. ${error.message}\n`)
    return undefined
  }
}
