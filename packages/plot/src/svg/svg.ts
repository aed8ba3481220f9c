/**
 * @file A network as an SVG of its own: light and dark by the viewer's wish, no script, no font to load, no ids that
 * could clash.
 */

import { escapeXml, textWidth, type Network } from '@cnn/shapes'
import { cardSvg, measure } from './card-svg.ts'
import { draw, isBlock, type Drawing, type DrawOptions } from '../drawing.ts'
import { colours, type Family } from '../family.ts'
import { arrange } from '../layout.ts'
import type { Point, Route } from '../geometry.ts'

// Public API

/** The picture of a network, from top to bottom; the same text for the same network. */
export function svg(net: Network, options: DrawOptions = {}): string {
  const drawing = draw(net, options)
  const items = drawing.cards.map((card) => ({ ...measure(card), lane: card.lane }))
  const { places, routes, width, height } = arrange(items, drawing.arrows)
  const legend = legendSvg(drawing)
  const full = Math.max(width, Math.ceil(textWidth(drawing.subtitle, 12.5, 'arial')), legend.width) + 2 * margin
  const left = Math.round((full - width) / 2)
  const top = 72 + legend.height
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="cnn-plot" width="${full}" ` +
      `height="${top + height + margin}" viewBox="0 0 ${full} ${top + height + margin}" role="img">`,
    `<title>${escapeXml(`${drawing.name}: ${drawing.subtitle}`)}</title>`,
    `<style>${style}</style>`,
    `<rect class="ground" width="100%" height="100%"/>`,
    `<text x="${margin}" y="36" class="big">${escapeXml(drawing.name)}</text>`,
    `<text x="${margin}" y="56" class="sub">${escapeXml(drawing.subtitle)}</text>`,
    `<g transform="translate(${margin} 72)">${legend.svg}</g>`,
    `<g transform="translate(${left} ${top})">`,
    ...routes.map(routeSvg),
    ...places.map(
      ({ x, y, ...size }, i) => `<g transform="translate(${x} ${y})">${cardSvg(drawing.cards[i]!, size)}</g>`,
    ),
    `</g>`,
    `</svg>`,
    '',
  ].join('\n')
}

// Implementation

const margin = 24

function routeSvg(route: Route): string {
  const { x, y } = route.points.at(-1)!
  if (route.shape !== 'bus')
    return `<path class="wire" d="${curve(route)}"/><path class="head" d="M${x} ${y}l-4 -7h8z"/>`
  const [from, turn] = route.points as [Point, Point, Point]
  return (
    `<path class="wire" d="M${from.x} ${from.y}H${turn.x}V${y}H${x + 6}"/><path class="head" d="M${x} ${y}l7 -4v8z"/>` +
    `<circle class="head" cx="${turn.x}" cy="${y}" r="2"/>`
  )
}

/**
 * From point to point, leaving and reaching each one upright; to a head across and down. The last piece stops short for
 * the tip.
 */
function curve({ shape, points }: Route): string {
  const [start, ...others] = points as [Point, ...Point[]]
  let path = `M${start.x} ${start.y}`
  let before = start
  for (const [i, { x, y }] of others.entries()) {
    const end = i === others.length - 1 ? y - 6 : y
    const middle = Math.round((before.y + end) / 2)
    if (shape === 'side') path += `H${x - 10}q10 0 10 10V${end}`
    else path += x === before.x ? `V${end}` : `C${before.x} ${middle} ${x} ${middle} ${x} ${end}`
    before = { x, y }
  }
  return path
}

function legendSvg({ cards }: Drawing): { svg: string; width: number; height: number } {
  const used = new Set(
    cards.flatMap((card) =>
      (isBlock(card) ? card.lines.flatMap(({ steps }) => steps) : card.rows).map(({ family }) => family),
    ),
  )
  let x = 0
  const items = (Object.keys(colours) as Family[])
    .filter((family) => used.has(family))
    .map((family) => {
      const item =
        `<rect class="${family} both" x="${x}" y="2" width="12" height="12" rx="3"/><text ` +
        `x="${x + 18}" y="12" >${family}</text>`
      x += 18 + Math.ceil(textWidth(family, 11, 'arial')) + 16
      return item
    })
  const notes = ['on the right of a card: the shape of its result, and its parameters']
  if (cards.some(isBlock))
    notes.push('blocks show their convolutions and poolings, without normalisation and activation')
  if (cards.some((card) => isBlock(card) && card.lines.some(({ steps }) => steps.some(({ again }) => again))))
    notes.push('dashed: what a way has in common with one above')
  return {
    svg: items.join('') + notes.map((note, i) => `<text y="${34 + 16 * i}" class="dim">${note}</text>`).join(''),
    width: Math.max(x - 16, ...notes.map((note) => Math.ceil(textWidth(note, 11, 'arial')))),
    height: 44 + 16 * notes.length,
  }
}

/** Of all that has no family. */
export const ink: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  ground: ['#ffffff', '#0d1117'],
  paper: ['#ffffff', '#161b22'],
  ink: ['#1f2328', '#f0f6fc'],
  dim: ['#454c54', '#bcc4cc'],
  wire: ['#818b98', '#7d8590'],
  frame: ['#afb8c1', '#565d66'],
}

/** A colour twice: plainly for viewers that know no variables, then by the variable that the dark theme changes. */
const paint = (property: string, name: string, plain: string) =>
  `${property}:${plain};${property}:var(--${name},${plain})`
const inked = (property: string, name: string) => paint(property, name, ink[name]![0])

function makeStyle(): string {
  const families = Object.entries(colours)
  const dark = [
    ...Object.entries(ink).map(([name, [, shade]]) => `--${name}:${shade}`),
    ...families.map(
      ([
        name,
        {
          dark: [fill, line],
        },
      ]) => `--${name}:${fill};--${name}-line:${line}`,
    ),
  ]
  // From the general to the particular: of two rules, the later one holds.
  const rules: (readonly [selectors: string, declarations: string])[] = [
    ['text', `font:11px Helvetica,Arial,"Liberation Sans",sans-serif;${inked('fill', 'ink')}`],
    ['.end', 'text-anchor:end'],
    ['.middle', 'text-anchor:middle'],
    ['.big', 'font-size:20px;font-weight:bold'],
    ['.sub', 'font-size:12.5px'],
    ['.kind', 'font-size:12.5px;font-weight:bold'],
    ['.output', 'font-weight:bold'],
    ['.name,.heading', 'font:10.5px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace'],
    ['.heading', 'font-size:12px;font-weight:bold'],
    ['.dim,.name,.sub', inked('fill', 'dim')],
    ['.ground', inked('fill', 'ground')],
    ['.paper', inked('fill', 'paper')],
    ...families.flatMap(
      ([
        name,
        {
          light: [fill, line],
        },
      ]) => [
        [`.${name}`, paint('fill', name, fill)] as const,
        [`.${name}.rim,.${name}.both`, paint('stroke', `${name}-line`, line)] as const,
      ],
    ),
    ['.wire,.rim', 'fill:none'],
    ['.wire', inked('stroke', 'wire')],
    ['.head', inked('fill', 'wire')],
    ['.frame,.again', inked('stroke', 'frame')],
    ['.again', 'stroke-dasharray:3 2'],
    ['.badge', inked('fill', 'ink')],
    ['.times', `font-size:12px;font-weight:bold;${inked('fill', 'ground')}`],
  ]
  // Not to touch the page that the picture may be part of, every rule is bound to it.
  const bind = (selectors: string) => selectors.replaceAll(/^|,/g, '$&.cnn-plot ')
  const bound = rules.map(([selectors, declarations]) => `${bind(selectors)}{${declarations}}`)
  return ['', ...bound, `@media(prefers-color-scheme:dark){.cnn-plot{${dark.join(';')}}}`, ''].join('\n')
}

const style = makeStyle()
