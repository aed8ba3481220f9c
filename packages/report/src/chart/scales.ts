/** @file The scales that all panels of a chart share. */

import { scaleLinear, scaleLog, scaleSqrt } from 'd3-scale'
import { reach } from './forms.ts'
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

/** For a frame of the given size; every mark lies inside with all of its area, and over no other's centre if it can. */
export function scales(points: readonly Point[], width: number, height: number): Scales {
  const most = largestRadius(width)
  const inset = most * farthest + 3
  const greatest = Math.max(1, ...points.map(({ parameters }) => parameters))
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
  const share = (parameters: number) => Math.sqrt(parameters / greatest)
  const free = points.slice(0, compared).flatMap((one, i) =>
    points.slice(0, i).map((other) => {
      const apart = Math.hypot(x(one.latency) - x(other.latency), y(one.accuracy) - y(other.accuracy))
      return apart / Math.max(...[one, other].map(({ backend, parameters }) => reach(backend, share(parameters))))
    }),
  )
  const radius = scaleSqrt([0, greatest], [0, Math.max(least, Math.min(most, ...free))])
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

const largestRadius = (width: number): number => Math.min(20, width / 20)
/** Pixels of the largest mark: smaller ones could not be told from each other, so that two may have to overlap. */
const least = 4
/** The tips of a form are so much farther from its centre than a circle of its area reaches. */
const farthest = 1.56
/** More than can be told apart, so that the time has a bound whatever a file of results holds. */
const compared = 200

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
  const place = (value: number) => (width * Math.log(value / low)) / Math.log(high / low)
  // Two labels stand as far apart as half of both and a gap.
  const touch = (value: number, before: number) =>
    place(value) - place(before) < ((tickText(value).length + tickText(before).length) * aDigit) / 2 + aDigit
  const every = scaleLog([low, high], [0, 1])
    .ticks()
    .filter((value) => value >= low && value <= high)
  const first = (digits: string) => every.filter((value) => digits.includes(value.toExponential().charAt(0)))
  const found = [every, first('125'), first('13'), first('1')].find(
    (values) => values.length > 1 && !values.some((value, i) => i > 0 && touch(value, values[i - 1]!)),
  )
  const values = found ?? (every.length > 1 ? thin(first('1'), room) : scaleLinear([low, high], [0, 1]).ticks(4))
  return values.map((value) => ({ value, text: tickText(value) }))
}

/** Pixels of a digit. */
const aDigit = 6.5
const tickText = (value: number): string =>
  Number(value.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 3 })

function percentTicks(low: number, high: number, height: number) {
  const scale = scaleLinear([low, high], [0, 1])
  const format = scale.tickFormat(Math.floor(height / 40))
  const values = scale.ticks(Math.floor(height / 40)).filter((value) => value >= 0 && value <= 100)
  return values.map((value) => ({ value, text: format(value) }))
}

const thin = (values: readonly number[], room: number): number[] =>
  values.filter((_, i) => i % Math.ceil(values.length / room) === 0)
