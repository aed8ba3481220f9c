/** @file `cnn plan`: how @cnn/wasm computes a network. */

import { formatBytes, formatCount, formatShape } from '@cnn/shapes'
import { peakBytes, plan, type Plan, type PlanStep, type PlacedMap } from '@cnn/wasm'
import { Option, type Command } from 'commander'
import { addBuildOptions, networkOf, type BuildOptions } from '../options/build-options.ts'
import { formatTable, sentence } from '../terminal/table.ts'
import { print, printJson } from '../terminal/print.ts'

// Public API

interface Options extends BuildOptions {
  readonly memory: 'fast' | 'small'
  readonly json?: boolean
}

export const addPlan = (program: Command): Command =>
  addBuildOptions(
    program
      .command('plan')
      .description(
        'show how @cnn/wasm computes a network: the kernel of each layer, its work, and its place in memory',
      ),
  )
    .addOption(
      new Option(
        '--memory <amount>',
        "'small' saves the larger weights that Winograd's transform has where it saves time",
      )
        .choices(['fast', 'small'])
        .default('fast'),
    )
    .option('--json', 'the whole plan as JSON')
    .addHelpText('after', '\nExamples:\n  $ cnn plan resnet50\n  $ cnn plan vgg16 --memory small')
    .action((id: string, { memory, json, ...options }: Options) => {
      const made = plan(networkOf(id, options), { memory })
      if (json) printJson(made)
      else print(format(made))
    })

// Implementation

function format(made: Plan): string {
  const head = ['layer', 'kernel', 'output', 'GFLOP', 'weights', 'values', 'at byte']
  const rows = made.steps.map((step) => [
    step.layer,
    step.kernel,
    formatShape([step.output.height, step.output.width, step.output.channels]),
    step.macs > 0 ? gigaflop(step.macs) : '',
    'weights' in step ? formatBytes(made.tensors[step.weights]!.bytes) : '',
    formatBytes(4 * step.output.height * step.output.width * step.output.channels),
    formatCount(placeOf(made, step.output)),
  ])
  const macs = made.steps.reduce((sum, step: PlanStep) => sum + step.macs, 0)
  return [
    `${made.network}: ${made.steps.length} steps\n\n`,
    formatTable([head, ...rows], [3, 4, 5, 6]),
    `\n${gigaflop(macs)} GFLOP for one image, convolutions and dense layers counted as written\n`,
    sentence(
      `memory: ${formatBytes(made.bytes.weights)} of weights in the kernels' layouts, ` +
        `${formatBytes(made.bytes.values)} of values for one image, ${formatBytes(peakBytes(made))} at most in all`,
    ),
  ].join('')
}

/** A multiplication and an addition. */
const gigaflop = (macs: number): string => ((2 * macs) / 1e9).toFixed(3)

/** The first byte of a map among the values. */
const placeOf = ({ buffers }: Plan, { buffer, channel }: PlacedMap): number => buffers[buffer]!.at + 4 * channel
