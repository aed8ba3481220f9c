/**
 * @file Colours of the charts. A page sets them by CSS variables, with light and dark values; a file on its own is
 * black on white. They stand in attributes too, for programs that know SVG and not CSS variables.
 */

import { h, type JSX } from 'preact'
import type { Attributes } from '../words/markup.ts'

// Public API

export const style = (): JSX.Element =>
  h(
    'style',
    {},
    ...Object.entries(inks).map(([name, value]) => rules(name, value)),
    ...series.map((value, i) => rules(`series-${i}`, value)),
  )

/** Attributes for a fill or stroke of the chart's colours. */
export const fill = (ink: Ink): Attributes => ({ class: `fill-${nameOf(ink)}`, fill: valueOf(ink) })
export const stroke = (ink: Ink): Attributes => ({ class: `stroke-${nameOf(ink)}`, stroke: valueOf(ink) })

/** The colour of a network: its own, as far as there are so many. From those of one chart, where it is told by name. */
export function colours(networks: readonly string[]): (network: string) => number {
  const all = [...new Set(networks)]
  return (network) => all.indexOf(network) % series.length
}

/** The variables of the networks' colours for a dark page, as declarations of CSS. */
export const darkSeries = [
  '#4da3dd',
  '#f0803c',
  '#2fc095',
  '#dd93bb',
  '#f0b429',
  '#7cc8f2',
  '#a98bd0',
  '#c08f80',
  '#aab84a',
  '#ee6f9f',
  '#5fb0b0',
  '#8f9bf0',
]
  .map((value, i) => `--cnn-series-${i}:${value}`)
  .join(';')

// Implementation

/** The first six after Okabe & Ito (2008), which stay apart for the colour-blind. Every network has its name too. */
const series = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#e69f00',
  '#56b4e9',
  '#7a5195',
  '#8c564b',
  '#6b7a00',
  '#c2185b',
  '#2f6f6f',
  '#5b6abf',
] as const

const inks = { paper: '#ffffff', ink: '#1b1f24', muted: '#59636e', grid: '#e3e6ea' } as const
type Ink = keyof typeof inks | number

const rules = (name: string, value: string): string =>
  `.cnn-chart .fill-${name}{fill:var(--cnn-${name},${value})}.cnn-chart ` +
  `.stroke-${name}{stroke:var(--cnn-${name},${value})}`

const nameOf = (ink: Ink): string => (typeof ink === 'number' ? `series-${ink}` : ink)
const valueOf = (ink: Ink): string => (typeof ink === 'number' ? series[ink]! : inks[ink])
