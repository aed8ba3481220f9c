/** @file What is drawn, whatever it is drawn with: cards and the arrows between them. */

import {
  formatCount,
  formatMagnitude,
  formatShape,
  labels,
  macs,
  params,
  paramsOf,
  type Network,
  type Node,
} from '@cnn/shapes'
import { familyOf, type Family } from './family.ts'
import { fold, unfold, type Fold } from './fold/fold.ts'
import { linesOf, type Line } from './paths.ts'
import { describe } from './words.ts'

// Public API

/** One operation on a card. */
export interface Row {
  readonly family: Family
  readonly text: string
  /** The layer's name in a checkpoint; empty where it owns no weights. */
  readonly name: string
  readonly shape: string
  /** Zero where it owns none. */
  readonly parameters: number
  /** All of it and its label, in one line. */
  readonly title: string
}

interface AnyCard {
  /** Equal ones that follow each other. */
  readonly times: number
  readonly shape: string
  /** 0 on the way to the logits, or else to the first output; from 1 on, the heads beside it. */
  readonly lane: number
  /** Named outputs of the network that leave here. */
  readonly outputs: readonly string[]
}

/** A layer with what goes with it. */
export interface LayerCard extends AnyCard {
  readonly rows: readonly Row[]
}

/** A block folded to one card. */
export interface BlockCard extends AnyCard {
  readonly heading: string
  readonly lines: readonly Line[]
  /** Of one of them. */
  readonly parameters: number
}

export type Card = LayerCard | BlockCard

export interface Drawing {
  readonly name: string
  readonly subtitle: string
  readonly cards: readonly Card[]
  /** Positions in `cards`. */
  readonly arrows: readonly (readonly [from: number, to: number])[]
}

/** How much of a network is drawn. */
export interface DrawOptions {
  /** Blocks as one card each, and equal neighbours as one with their number; true if absent. */
  readonly fold?: boolean
}

/** The cards of a network, lane by lane in the order of computation, and the arrows between them. */
export function draw(net: Network, { fold: folded = true }: DrawOptions = {}): Drawing {
  const label = labels(net)
  const outputs = new Map<Node, string[]>()
  for (const [name, node] of Object.entries(net.outputs)) outputs.set(node, [...(outputs.get(node) ?? []), name])
  const folds = folded ? fold(net) : unfold(net)
  const home = new Map(folds.flatMap(({ copies }, i) => copies.flat().map((node) => [node, i])))
  const arrows = new Map(
    net.nodes.flatMap((node) =>
      node.inputs
        .map((input) => [home.get(input)!, home.get(node)!] as const)
        .filter(([from, to]) => from !== to)
        .map((arrow) => [arrow.join(' '), arrow] as const),
    ),
  )
  return {
    name: net.name,
    subtitle: [
      `${formatShape(net.input.shape)} to ${formatOutputs(net)}`,
      `${formatCount(params(net))} parameters`,
      `${formatMagnitude(macs(net))} MACs`,
    ].join(' · '),
    cards: folds.map((one) => toCard(one, label, outputs)),
    arrows: [...arrows.values()],
  }
}

export const isBlock = (card: Card): card is BlockCard => 'heading' in card

// Implementation

function formatOutputs({ outputs }: Network): string {
  const all = Object.entries(outputs)
  return all
    .map(([name, { shape }]) => (all.length > 1 ? `${name} ${formatShape(shape)}` : formatShape(shape)))
    .join(', ')
}

function toCard(
  { block, lane, copies }: Fold,
  label: ReadonlyMap<Node, string>,
  outputs: ReadonlyMap<Node, readonly string[]>,
): Card {
  const [first] = copies as [readonly Node[]]
  const last = copies.at(-1)!
  const card = {
    times: copies.length,
    lane,
    shape: formatShape(last.at(-1)!.shape),
    outputs: copies.flat().flatMap((node) => outputs.get(node) ?? []),
  }
  if (!block) return { ...card, rows: first.map((node, i) => toRow(node, last[i]!, label)) }
  const headings = [...new Set([prefix(first), prefix(last)])]
  return {
    ...card,
    heading: headings.join(' … '),
    lines: linesOf(first),
    parameters: first.reduce((sum, node) => sum + paramsOf(node), 0),
  }
}

/** `last` is the same node in the last of equal copies. */
function toRow(node: Node, last: Node, label: ReadonlyMap<Node, string>): Row {
  const text = describe(node)
  const shape = formatShape(node.shape)
  const parameters = paramsOf(node)
  const name = [...new Set([node.name ?? '', last.name ?? ''])].join(' … ')
  const owned = parameters > 0 ? `, ${formatCount(parameters)} parameters` : ''
  return {
    family: familyOf(node.kind),
    text,
    name,
    shape,
    parameters,
    title: `${label.get(node)!}: ${text}, ${shape}${owned}`,
  }
}

/** The dotted beginning that all names of a block share; where there is none, the first and the last. */
function prefix(nodes: readonly Node[]): string {
  const names = nodes.map(({ name }) => name).filter((name) => name !== undefined)
  const [first = 'block', ...others] = names
  const parts = first.split('.')
  let shared = parts.length
  for (const other of others) {
    const theirs = other.split('.')
    while (shared > 0 && parts.slice(0, shared).join('.') !== theirs.slice(0, shared).join('.')) shared--
  }
  return shared > 0 ? parts.slice(0, shared).join('.') : `${first} – ${others.at(-1) ?? first}`
}
