/** @file One card as SVG: its size, and its elements around its top left corner. */

import { escapeXml, formatCount, textWidth } from '@cnn/shapes'
import { isBlock, type BlockCard, type Card, type LayerCard, type Row } from '../drawing.ts'
import type { Line, Step } from '../paths.ts'
import type { Size } from '../geometry.ts'
import { identity } from '../words.ts'

// Public API

/** Pixels of a card; even, so that the middles of cards below each other meet. */
export function measure(card: Card): Size {
  const { width, height } = isBlock(card) ? blockSize(card) : layerSize(card)
  return { width: 2 * Math.ceil(width / 2), height: height + stacked(card) }
}

/** The elements of a card of that size. Text is escaped. */
export function cardSvg(card: Card, size: Size): string {
  const own = { width: size.width, height: size.height - stacked(card) }
  const front = (isBlock(card) ? blockSvg(card, own) : layerSvg(card, own)) + outputSvg(card, own)
  if (card.times === 1) return front
  return (
    `<rect class="paper frame" x="5" width="${own.width}" height="${own.height}" rx="6"/><g ` +
    `transform="translate(0 5)">${front}${badgeSvg(card.times, own)}</g>`
  )
}

// Implementation

const pad = 10
const line = { title: 24, name: 17, minor: 19, output: 22, way: 28, head: 27, foot: 23 }
const least = 176
/** Of equal ones, the second looks out above the first. */
const stacked = ({ times }: Card) => (times > 1 ? 5 : 0)

const text = (x: number, y: number, content: string, style: string) =>
  `<text x="${x}" y="${y}"${style && ` class="${style}"`}>${escapeXml(content)}</text>`
const round = Math.round

// A layer and what goes with it.

/** Rows that are more than a word: the first one, and convolutions after a batch norm. */
const isMajor = (row: Row, i: number) => i === 0 || row.family === 'convolution' || row.family === 'dense'
const owned = ({ parameters }: Row | BlockCard) => (parameters > 0 ? formatCount(parameters) : '')
const numbered = (card: Card, own: string) => (card.times > 1 && own ? `${card.times} × ${own}` : own)
const rowHeight = (row: Row, i: number) => (isMajor(row, i) ? line.title + (row.name ? line.name : 0) : line.minor)

function layerSize(card: LayerCard): Size {
  const widths = card.rows.map((row, i) => {
    const parameters = textWidth(numbered(card, owned(row)), 11, 'arial')
    const name = textWidth(row.name, 10.5, 'mono')
    if (!isMajor(row, i)) return textWidth(row.text, 11, 'arial') + name + parameters + 24
    const badge = i === 0 && card.times > 1 ? 40 : 0
    // Bold, and in faces as wide as DejaVu, which stands in for Arial where that is missing, a sixth wider.
    return Math.max(
      textWidth(row.text, 12.5, 'arial') * 1.17 + textWidth(row.shape, 11, 'arial') + badge + 22,
      name + parameters + 18,
    )
  })
  return {
    width: round(Math.max(least, ...widths) + 2 * pad),
    height: card.rows.map(rowHeight).reduce((a, b) => a + b) + (card.outputs.length > 0 ? line.output : 0) + 2,
  }
}

function layerSvg(card: LayerCard, { width, height }: Size): string {
  let y = 0
  const bands: string[] = []
  const words: string[] = []
  const right = width - pad
  for (const [i, row] of card.rows.entries()) {
    const last = i === card.rows.length - 1 && card.outputs.length === 0
    const bottom = last ? height : y + rowHeight(row, i)
    bands.push(`<path class="${row.family}" d="${band([y, bottom], width, { first: i === 0, last })}"/>`)
    const parameters = numbered(card, owned(row))
    const parts = isMajor(row, i)
      ? [
          text(pad, y + 17, row.text, 'kind'),
          text(right, y + 17, row.shape, 'dim end'),
          row.name && text(pad, y + 34, row.name, 'name'),
          parameters && text(right, y + (row.name ? 34 : 17), parameters, 'dim end'),
        ]
      : [
          text(pad, y + 13.5, row.text, ''),
          row.name && text(pad + round(textWidth(row.text, 11, 'arial')) + 8, y + 13.5, row.name, 'name'),
          parameters && text(right, y + 13.5, parameters, 'dim end'),
        ]
    words.push(`<g><title>${escapeXml(row.title)}</title>${parts.filter(Boolean).join('')}</g>`)
    y = bottom
  }
  const paper = card.outputs.length > 0 ? `<rect class="paper" width="${width}" height="${height}" rx="6"/>` : ''
  const rim = `<rect class="${card.rows[0]!.family} rim" width="${width}" height="${height}" rx="6"/>`
  return `${paper}${bands.join('')}${rim}${words.join('')}`
}

/** A band across a card, round where it is the first or the last. A clip path would need an id. */
function band(
  [top, bottom]: readonly [number, number],
  width: number,
  { first, last }: { readonly first: boolean; readonly last: boolean },
): string {
  const upper = first ? `M0 ${top + 6}a6 6 0 0 1 6 -6H${width - 6}a6 6 0 0 1 6 6` : `M0 ${top}H${width}`
  const lower = last ? `V${bottom - 6}a6 6 0 0 1 -6 6H6a6 6 0 0 1 -6 -6z` : `V${bottom}H0z`
  return upper + lower
}

// A block.

const chipWidth = (step: Step) => round(textWidth(step.text, 11, 'arial')) + 14
const gap = 18
const rail = 14

function lineWidth({ steps, times }: Line): number {
  return steps.reduce((sum, step) => sum + chipWidth(step), 0) + gap * (steps.length - 1) + (times ? 36 : 0)
}

const isCounted = ({ lines }: BlockCard) => lines.some(({ times }) => times !== undefined)

function blockSize(card: BlockCard): Size {
  const heading = textWidth(card.heading, 12, 'mono') + (card.times > 1 ? 48 : 0)
  const foot =
    textWidth(card.shape, 11, 'arial') + textWidth(`${numbered(card, owned(card))} parameters`, 11, 'arial') + 24
  const widest = Math.max(...card.lines.map(lineWidth)) + 2 * (isCounted(card) ? 0 : rail + 12)
  return {
    width: round(Math.max(least, heading, foot, widest) + 2 * pad + 4),
    height: line.head + card.lines.length * line.way + line.foot + (card.outputs.length > 0 ? line.output : 0),
  }
}

function blockSvg(card: BlockCard, { width, height }: Size): string {
  const parameters = numbered(card, owned(card))
  const foot = line.head + card.lines.length * line.way + 15
  return [
    `<rect class="paper frame" width="${width}" height="${height}" rx="6"/>`,
    text(pad, 19, card.heading, 'heading'),
    isCounted(card) ? countedSvg(card) : waysSvg(card, width),
    text(pad, foot, card.shape, 'dim'),
    parameters && text(width - pad, foot, `${parameters} parameters`, 'dim end'),
  ].join('')
}

/** The ways between two rails, from the block's input on the left to where they join. */
function waysSvg({ lines }: BlockCard, width: number): string {
  const [left, right] = [pad + 2, width - pad - 2]
  const middle = (i: number) => line.head + i * line.way + 13
  const last = lines.length - 1
  const rails =
    last > 0
      ? `<path class="wire" d="M${left} ${middle(0)}V${middle(last - 1)}M${right} ` +
        `${middle(0)}V${middle(last)}H${width / 2}"/>`
      : ''
  return (
    rails +
    lines
      .map((way, i) => {
        const wide = lineWidth(way)
        const start = i === last && last > 0 ? round((width - wide) / 2) : left + rail + 12
        const wire = i === last && last > 0 ? '' : `<path class="wire" d="M${left} ${middle(i)}H${right}"/>`
        return wire + chips(way.steps, start, middle(i))
      })
      .join('')
  )
}

const countedSvg = ({ lines }: BlockCard): string =>
  lines
    .map(({ steps, times }, i) => {
      const y = line.head + i * line.way + 13
      const wide = lineWidth({ steps })
      return chips(steps, pad, y) + (times ? text(pad + wide + 8, y + 4, `× ${times}`, 'output') : '')
    })
    .join('')

function chips(steps: readonly Step[], start: number, middle: number): string {
  let x = start
  return steps
    .map((step, i) => {
      const width = chipWidth(step)
      const arrow =
        i > 0
          ? `<path class="wire" d="M${x - gap} ${middle}h${gap - 4}"/><path class="head" d="M${x - 2} ` +
            `${middle}l-6 -3.5v7z"/>`
          : ''
      const style = step.again ? 'paper again' : step.text === identity ? 'paper' : `${step.family} both`
      const chip =
        `${arrow}<rect class="${style}" x="${x}" y="${middle - 10}" width="${width}" height="20" rx="10"/>` +
        text(x + width / 2, middle + 4, step.text, 'middle')
      x += width + gap
      return chip
    })
    .join('')
}

// Both.

function badgeSvg(times: number, { width }: Size): string {
  const wide = 2 * round(textWidth(`×${times}`, 12, 'arial') / 2) + 14
  const x = width - wide + 12
  return (
    `<rect class="badge" x="${x}" y="-11" width="${wide}" height="20" ` +
    `rx="10"/>${text(x + wide / 2, 3.5, `×${times}`, 'times middle')}`
  )
}

function outputSvg({ outputs }: Card, { width, height }: Size): string {
  if (outputs.length === 0) return ''
  return text(width - pad, height - 8, `output: ${outputs.join(', ')}`, 'output end')
}
