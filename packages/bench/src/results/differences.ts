/** @file What makes two runs incomparable: other machines, other browsers, other weights, other images. */

import { partner } from './compare.ts'
import type { Cell, Environment, Results } from './results.ts'

// Public API

/**
 * A line for each thing that differs though it must not; versions and the commit may, since they are what is compared.
 * Of cells, those that both runs measured.
 */
export function differences(before: Results, after: Results): string[] {
  return [
    ...told(ofEnvironment(before.environment), ofEnvironment(after.environment)),
    ...told([['test images', before.imagesSha256]], [['test images', after.imagesSha256]]),
    ...after.cells.flatMap((cell) => {
      const was = partner(cell, before)
      if (!was?.latency || !cell.latency) return []
      return told(ofCell(was), ofCell(cell)).map((line) => `${cell.network} on ${cell.backend}: ${line}`)
    }),
  ]
}

// Implementation

type Facts = readonly (readonly [name: string, value: string | number | boolean | undefined])[]

/** Where a file does not tell, nothing is known to differ. */
const told = (before: Facts, after: Facts): string[] =>
  before.flatMap(([name, was], i) => {
    const is = after[i]![1]
    return was === undefined || is === undefined || was === is ? [] : [`${name}: ${was} before, ${is} after`]
  })

const ofEnvironment = ({ processor, cores, system, browser, versions }: Environment): Facts => [
  ['processor', processor],
  ['cores', cores],
  ['system', system],
  ['browser', browser ? `${browser.name} ${browser.version}` : 'none'],
  ['cross-origin isolation', browser?.isolated],
  ['Node', versions['node']],
]

const ofCell = ({ input, parameters, macs, weights, weightsSha256, device }: Cell): Facts => [
  ['image', input.join('×')],
  ['parameters', parameters],
  ['MACs', macs],
  ['weights', weights],
  ['SHA-256 of the weights', weightsSha256],
  ['device', device?.name],
  ['threads', device?.threads],
  ['software renderer', device?.software],
]
