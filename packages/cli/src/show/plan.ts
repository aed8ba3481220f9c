/** @file What `cnn plan` tells of how @cnn/wasm computes a network. */

import { formatBytes, formatCount, formatShape } from '@cnn/shapes'
import { peakBytes, type PlacedMap, type ExecutionPlan, type PlanStep } from '@cnn/wasm'
import { formatTable, sentence } from '../terminal/table.ts'

// Public API

export function format(made: ExecutionPlan): string {
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

// Implementation

/** A multiplication and an addition. */
const gigaflop = (macs: number): string => ((2 * macs) / 1e9).toFixed(3)

/** The first byte of a map among the values. */
const placeOf = ({ buffers }: ExecutionPlan, { buffer, channel }: PlacedMap): number =>
  buffers[buffer]!.at + 4 * channel
