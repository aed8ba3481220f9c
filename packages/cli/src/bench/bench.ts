import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { isNodeBackend, run, succeeded, type BackendId, type Host } from '@cnn/bench'
import { table } from '@cnn/report'
import { engineRoutes, findBrowser, type Browser, openBrowserHost, NodeHost, serve, type Server } from '@cnn/bench/node'
import { cifar10Route, type Cifar10Route } from '../page/cifar10-route.ts'
import { appFolder } from '../page/folder.ts'
import { UsageError } from '../terminal/usage.ts'
import { environment } from './environment.ts'
import { makePlan, type PlanOptions } from './plan.ts'
import { Display } from './progress.ts'
import { saveReport, saveResults } from './save.ts'

// Public API

export interface BenchOptions extends PlanOptions {
  readonly out: string
  readonly browser?: string
  readonly headed?: boolean
  readonly cifar10?: string
}

/** Measures, and returns the exit status: 0, 1 where a cell failed, 130 where the user stopped it. */
export async function bench(options: BenchOptions): Promise<number> {
  const plan = makePlan(options)
  const out = resolve(options.out)
  const images = cifar10Route(options.cifar10)
  const haveImages = await hasImages(images, options)
  const inBrowser = plan.backends.some((backend) => !isNodeBackend(backend))
  // Whatever the user can put right comes before anything is started.
  const found = inBrowser ? await findBrowser({ path: options.browser }) : undefined
  await prepareFolder(out)
  const server = await serve({ folder: appFolder(), routes: { ...images.routes, ...engineRoutes() } })
  const browser =
    found &&
    (await openHost(found, options, server).catch(async (error: unknown) => {
      await server.close()
      throw error
    }))
  const node = new NodeHost()
  const display = new Display()
  let stopped = false
  const stop = () => {
    stopped = true
    void browser?.close()
    node.close()
  }
  const hostOf = (backend: BackendId): Host => (isNodeBackend(backend) ? node : browser!)
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    const about = environment(browser ? await browser.about() : null)
    const results = await run(
      { ...plan, data: haveImages ? `${server.origin}/data/cifar10/test.bin` : null },
      hostOf,
      about,
      {
        results: (soFar) => saveResults(out, soFar),
        progress: (progress) => display.show(progress),
        stopped: () => stopped,
      },
    )
    await saveReport(out, results)
    display.clear()
    process.stdout.write(`${table(results)}\n\nThe report: ${resolve(out, 'report.html')}\n`)
    return results.complete ? Number(!succeeded(results)) : 130
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
    await browser?.close()
    await server.close()
  }
}

// Implementation

const openHost = async (browser: Browser, { headed = false }: BenchOptions, { origin }: Server) =>
  openBrowserHost({ browser, origin, headless: !headed })

async function prepareFolder(out: string): Promise<void> {
  await mkdir(out, { recursive: true }).catch((error: unknown) => {
    throw new UsageError(`--out ${out} cannot be made: ${error instanceof Error ? error.message : String(error)}`)
  })
}

/** Without the images there is still a latency to measure, unless the user named a folder for them. */
async function hasImages({ check }: Cifar10Route, { cifar10 }: BenchOptions): Promise<boolean> {
  try {
    await check()
    return true
  } catch (error) {
    if (cifar10 !== undefined || !(error instanceof UsageError)) throw error
    console.error(`No accuracy will be measured. ${error.message}`)
    return false
  }
}
