/** @file A block in a few lines: a line for each way through it. */

import type { Kind, Node } from '@cnn/shapes'
import { familyOf } from './family.ts'
import type { Line, Step } from './drawing.ts'
import { describeShort, identity } from './words.ts'

// Public API

/**
 * The ways from a block's input to where they join, each with its convolutions and poolings; batch norm and activations are left out.
 * A block with more ways than can be read, such as a dense block, is counted instead.
 */
export function linesOf(nodes: readonly Node[]): Line[] {
  const join = nodes.findLastIndex(({ inputs }) => inputs.length > 1)
  const joined = nodes[join]
  const after: Line = { steps: nodes.slice(join).filter(isMain).map(toStep) }
  if (!joined) return [{ steps: nodes.filter(isMain).map(toStep) }]
  const ways = waysTo(joined, new Set(nodes))
  if (ways.length > mostWays) return [...counted(nodes.slice(0, join)), after]
  const seen = new Set<Node>()
  const lines = ways.map((way): Line => {
    const steps = way.filter(isMain).map((node) => ({ ...toStep(node), ...(seen.has(node) && { again: true }) }))
    for (const node of way) seen.add(node)
    if (steps.length > 0) return { steps }
    return { steps: way.length > 0 ? way.map(toStep) : [{ family: 'input', text: identity }] }
  })
  return [...lines, after]
}

// Implementation

const mostWays = 8
const minor: ReadonlySet<Kind> = new Set<Kind>(['batchNorm', 'activation', 'lrn', 'dropout', 'flatten'])
const isMain = ({ kind }: Node) => !minor.has(kind)

const toStep = (node: Node): Step => ({ family: familyOf(node.kind), text: describeShort(node) })

/** Every way that leads to the node from outside of the block, up to one more than can be shown. */
function waysTo(node: Node, block: ReadonlySet<Node>): Node[][] {
  const ways: Node[][] = []
  for (const input of node.inputs) {
    const before = block.has(input) ? waysTo(input, block).map((way) => [...way, input]) : [[]]
    ways.push(...before)
    if (ways.length > mostWays) break
  }
  return ways
}

/** Steps of equal number that follow each other are a line: `1×1, 128` and `3×3, 32` six times each are six times both. */
function counted(nodes: readonly Node[]): Line[] {
  const steps = new Map<string, Step & { times: number }>()
  for (const node of nodes.filter((node) => isMain(node) && familyOf(node.kind) !== 'joining')) {
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
