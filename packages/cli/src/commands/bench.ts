import { InvalidArgumentError, type Command } from 'commander'
import type { BenchOptions } from '../bench/bench.ts'
import { fullBudget, quickBudget } from '../bench/budgets.ts'
import { addImageOptions } from '../options/build-options.ts'
import { examples } from '../options/examples.ts'
import { capabilitiesOption, originOption, portOption, remoteOption } from '../options/remote.ts'
import { browserOption, cifar10Option } from '../options/shared.ts'
import { thresholdOption } from '../options/threshold.ts'
import { whole } from '../options/whole.ts'
import { parseWhole } from '../terminal/usage.ts'

// Public API

export const addBench = (program: Command): Command =>
  addImageOptions(
    program
      .command('bench')
      .description('measure networks on the backends of this machine: parameters against latency against accuracy'),
    "each network's; at others there is no accuracy to measure",
  )
    .option(
      '--networks <ids>',
      'networks of `cnn list`, separated by commas, or all of them: "all" (default: all with trained ' +
        'weights, and one of each kind)',
    )
    .option(
      '--backends <ids>',
      'of cnn-wasm, wasm, webgl, webgpu (default: these), cpu, node-cnn-wasm, node-wasm (with --full: these too), ' +
        'ort-wasm, ort-webgpu, litert-wasm, litert-webgpu',
    )
    .option('--suite <name>', 'of the default networks, or of all, only those for cifar10 or imagenet images')
    .option(
      '--full',
      'more backends, more samples, and all test images on every backend; without it the quickest classifies all, ' +
        'and the others have to give the same logits of the first ones',
    )
    .option(
      '--budget <seconds>',
      `time that a cell may take for its latency (default: ${quickBudget}, or ${fullBudget} with --full)`,
      seconds,
    )
    .option('--out <folder>', 'where results.json, results.csv and report.html go', 'bench-results')
    .option('--overwrite', 'replace the results in that folder even if they are of a longer run')
    .addOption(browserOption('measure'))
    .option('--headed', 'show the browser')
    .addOption(remoteOption())
    .addOption(capabilitiesOption())
    .addOption(originOption())
    .addOption(portOption())
    .option('--threads <number>', 'threads for WASM in the browser (default: one for each core)', whole)
    .addOption(cifar10Option())
    .option('--seed <number>', 'of the order of the cells', count, 1)
    .option(
      '--baseline <place>',
      'measure another build of the page beside this one, in turns, and compare: its folder, or where it is served',
    )
    .option('--rounds <number>', 'with --baseline: pages of each build for each cell', rounds, 10)
    .addOption(thresholdOption('with --baseline: '))
    .addHelpText('after', examples(...typed))
    .action(async (options: BenchOptions) => {
      // tfjs and Playwright take their time to load, which the other commands need not wait for.
      const { bench } = await import('../bench/bench.ts')
      process.exitCode = await bench(options)
    })

// Implementation

const typed = [
  'cnn bench',
  'cnn bench --full',
  'cnn bench --suite cifar10 --backends wasm,webgpu',
  'cnn bench --networks resnet50,densenet121 --budget 60 --out results',
  'cnn bench --networks resnet50 --size 160 --out small',
  'cnn bench --browser firefox --suite cifar10',
  'cnn bench --remote ws://desk:3000 --suite cifar10',
  'cnn bench --remote http://grid:4444 --origin http://192.168.1.5:8080',
  'cnn bench --baseline ../main/packages/bench/dist/cell --networks resnet20',
]

function seconds(text: string): number {
  const value = Number(text)
  if (!(value > 0 && value <= 86_400))
    throw new InvalidArgumentError('It must be a number of seconds, more than 0 and at most a day.')
  return value
}

function rounds(text: string): number {
  const value = parseWhole(text, 6, 1000)
  if (value === undefined) throw new InvalidArgumentError('It must be a whole number from 6 to 1000.')
  return value
}

function count(text: string): number {
  const value = parseWhole(text, 0)
  if (value === undefined) throw new InvalidArgumentError('It must be a whole number.')
  return value
}
