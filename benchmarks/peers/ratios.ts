/** @file What the rounds say: an engine's time over ours, pair by pair, and the tables of it. */

import type { Measured } from './measure.ts'
import { median } from './median.ts'

// Public API

/** Median over the rounds of an engine's time over another's in the same round: above 1 where the other is faster. */
export const ratio = (engine: Measured, other: Measured): number =>
  median(engine.rounds.map((time, round) => time / other.rounds[round]!))

/**
 * One table for each number of threads: milliseconds, and for every other engine how many times as long as the first it
 * takes.
 */
export function markdown(measured: readonly Measured[]): string {
  const threads = [...new Set(measured.map(({ threadsAsked }) => threadsAsked))]
  return threads
    .map((asked) => {
      const own = measured.filter(({ threadsAsked }) => threadsAsked === asked)
      return [`**${asked} ${asked === 1 ? 'thread' : 'threads'}**`, '', ...table(own), ''].join('\n')
    })
    .join('\n')
}

// Implementation

function table(measured: readonly Measured[]): string[] {
  const engines = [...new Set(measured.map(({ engine }) => engine))]
  const networks = [...new Set(measured.map(({ network }) => network))]
  const of = (network: string, engine: string) =>
    measured.find((one) => one.network === network && one.engine === engine)!
  const [first, ...others] = engines
  const had = (engine: string) => measured.find((one) => one.engine === engine)!
  const heading = (engine: string) => {
    const { threads, threadsAsked } = had(engine)
    return threads === threadsAsked ? engine : `${engine} (had ${threads})`
  }
  const ratios = networks.map((network) => others.map((engine) => ratio(of(network, engine), of(network, first!))))
  const rows = networks.map((network, row) => {
    const times = others.map((engine, i) => `${milliseconds(of(network, engine))} (${ratios[row]![i]!.toFixed(2)}×)`)
    return line([network, milliseconds(of(network, first!)), ...times])
  })
  const means = others.map((_, i) => `${geometricMean(ratios.map((row) => row[i]!)).toFixed(2)}×`)
  return [
    line(['median ms', ...engines.map(heading)]),
    line(['---', ...engines.map(() => '--:')]),
    ...rows,
    line(['geometric mean', '', ...means]),
  ]
}

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
const milliseconds = ({ rounds }: Measured) => median(rounds).toFixed(1)
const geometricMean = (values: readonly number[]) =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)
