/** @file A block in a few lines: a line for each way through it. */

import type { Kind, Node } from '@cnn/shapes'
import { familyOf, type Family } from './family.ts'
import { describeShort, identity } from './words.ts'

// Public API

export interface Step {
  readonly family: Family
  readonly text: string
  /** Already on an earlier line: the same one, not another. */
  readonly again?: boolean
}

/** One way through a block, or so many equal steps of it. */
export interface Line {
  readonly steps: readonly Step[]
  readonly times?: number
}

/**
 * The ways from a block's input to where they join, each with its convolutions and poolings; batch norm and activations
 * are left out. A block with more or longer ways than can be read, such as a dense block, is counted instead.
 */
export function linesOf(nodes: readonly Node[]): Line[] {
  const join = nodes.findLastIndex(({ inputs }) => inputs.length > 1)
  const ways = join < 0 ? [[...nodes]] : waysTo(nodes[join]!, new Set(nodes))
  const before =
    ways.length > mostWays || ways.some((way) => way.length > longestWay)
      ? counted(join < 0 ? nodes : nodes.slice(0, join))
      : drawn(ways)
  return join < 0 ? before : [...before, { steps: nodes.slice(join).filter(isMain).map(toStep) }]
}

// Implementation

const mostWays = 8
/** In nodes. */
const longestWay = 30
const minor: ReadonlySet<Kind> = new Set<Kind>(['batchNorm', 'activation', 'lrn', 'dropout', 'flatten'])
const isMain = ({ kind }: Node) => !minor.has(kind)

const toStep = (node: Node): Step => ({ family: familyOf(node.kind), text: describeShort(node) })

/** A line a way. What an earlier way has too is marked: it is the same one. */
function drawn(ways: readonly (readonly Node[])[]): Line[] {
  const seen = new Set<Node>()
  return ways.map((way): Line => {
    const steps = way.filter(isMain).map((node) => ({ ...toStep(node), ...(seen.has(node) && { again: true }) }))
    for (const node of way) seen.add(node)
    if (steps.length > 0) return { steps }
    return { steps: way.length > 0 ? way.map(toStep) : [{ family: 'input', text: identity }] }
  })
}

/**
 * Every way that leads to the node from outside of the block, in the order in which the node reads; one more at most
 * than can be drawn.
 */
function waysTo(join: Node, block: ReadonlySet<Node>): Node[][] {
  interface Backwards {
    readonly node: Node
    readonly next?: Backwards
  }
  const ways: Node[][] = []
  const stack = join.inputs.toReversed().map((node): Backwards => ({ node }))
  for (let step = stack.pop(); step && ways.length <= mostWays; step = stack.pop()) {
    if (block.has(step.node)) {
      for (const node of step.node.inputs.toReversed()) stack.push({ node, next: step })
      continue
    }
    const way: Node[] = []
    for (let at = step.next; at; at = at.next) way.push(at.node)
    ways.push(way)
  }
  return ways
}

/**
 * Steps of equal number that follow each other are a line: `1×1, 128` and `3×3, 32` six times each are six times both.
 */
function counted(nodes: readonly Node[]): Line[] {
  const steps = new Map<string, Step & { times: number }>()
  for (const node of nodes.filter((one) => isMain(one) && familyOf(one.kind) !== 'joining')) {
    const step = toStep(node)
    steps.set(step.text, { ...step, times: (steps.get(step.text)?.times ?? 0) + 1 })
  }
  const lines: { steps: Step[]; times: number }[] = []
  for (const { times, ...step } of steps.values()) {
    const last = lines.at(-1)
    if (last?.times === times) last.steps.push(step)
    else lines.push({ steps: [step], times })
  }
  return lines
}
