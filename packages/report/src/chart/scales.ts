/** @file The scales that all panels of a chart share. */

import { scaleLinear, scaleLog, scaleSqrt } from 'd3-scale'
import type { Point } from './points.ts'

// Public API

interface Scale {
  (value: number): number
  /** Values to mark on the axis, and how they are written. */
  readonly ticks: readonly { readonly value: number; readonly text: string }[]
}

export interface Scales {
  readonly x: Scale
  readonly y: Scale
  /** The radius of a circle whose area stands for so many parameters. */
  readonly radius: (parameters: number) => number
}

/** For panels of the given size; every circle lies inside with all of its area. */
export function scales(points: readonly Point[], width: number, height: number): Scales {
  const largest = largestRadius(width)
  const inset = largest + 3
  const radius = scaleSqrt([0, Math.max(1, ...points.map(({ parameters }) => parameters))], [0, largest])
  const x = scaleLog(
    spread(
      points.map(({ latency }) => latency),
      (low, high) => [low / 1.6, high * 1.6],
    ),
    [inset, width - inset],
  )
  const y = scaleLinear(
    spread(
      points.map(({ accuracy }) => accuracy),
      (low, high) => [low - 4, high + 4],
    ),
    [height - inset, inset],
  )
  return {
    x: Object.assign((value: number) => clamp(x(value), 0, width), {
      ticks: logTicks(x.invert(0), x.invert(width), width),
    }),
    y: Object.assign((value: number) => clamp(y(value), 0, height), {
      ticks: percentTicks(y.invert(height), y.invert(0), height),
    }),
    radius,
  }
}

// Implementation

const largestRadius = (width: number): number => Math.min(22, width / 11)

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))

/** From the least value to the greatest; where there is only one, a range around it. */
function spread(values: readonly number[], around: (low: number, high: number) => [number, number]): [number, number] {
  if (values.length === 0) return around(10, 10)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return high - low > Math.abs(high) * 1e-3 ? [low, high] : around(low, high)
}

/** As many of 1, 2, 5, 10 … as there is room for; over a shorter range, round numbers. */
function logTicks(low: number, high: number, width: number) {
  const room = Math.max(2, Math.floor(width / 34))
  const every = scaleLog([low, high], [0, 1])
    .ticks()
    .filter((value) => value >= low && value <= high)
  const first = (digits: string) => every.filter((value) => digits.includes(value.toExponential().charAt(0)))
  const found = [every, first('125'), first('13'), first('1')].find(
    (values) => values.length <= room && values.length > 1,
  )
  const values = found ?? (every.length > 1 ? thin(first('1'), room) : scaleLinear([low, high], [0, 1]).ticks(4))
  return values.map((value) => ({
    value,
    text: Number(value.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 3 }),
  }))
}

function percentTicks(low: number, high: number, height: number) {
  const scale = scaleLinear([low, high], [0, 1])
  const format = scale.tickFormat(Math.floor(height / 40))
  const values = scale.ticks(Math.floor(height / 40)).filter((value) => value >= 0 && value <= 100)
  return values.map((value) => ({ value, text: format(value) }))
}

const thin = (values: readonly number[], room: number): number[] =>
  values.filter((_, i) => i % Math.ceil(values.length / room) === 0)
