import { conventions, type ConventionName } from './conventions.ts'
import type { Network } from '../graph.ts'
import { ShapeError } from '../shape.ts'

/** Operations of a network for one image, by a convention. */
export interface OperationCount {
  readonly convention: ConventionName
  /** For one image, in the convention's unit. */
  readonly total: number
  /**
   * Whether the graph says all that the tool's figure depends on; else the tool may print another, for the reasons in
   * `doubts`.
   */
  readonly status: 'complete' | 'partial'
  readonly doubts: readonly string[]
}

/**
 * Operations for one image as the named tool counts them (`conventions` describes each). `macs(net)` is torchvision's.
 * Throws ShapeError for a convention that is not known.
 */
export function countOperations(net: Network, convention: ConventionName): OperationCount {
  if (!Object.hasOwn(conventions, convention))
    throw new ShapeError(`unknown convention '${convention}'; known are ${Object.keys(conventions).join(', ')}`)
  const { rules, doubts } = conventions[convention]
  const kinds = new Set(net.nodes.map(({ kind }) => kind))
  const open = doubts.filter((doubt) => doubt.kinds.some((kind) => kinds.has(kind))).map(({ because }) => because)
  return {
    convention,
    total: net.nodes.reduce((sum, node) => sum + (rules[node.kind]?.(node) ?? 0), 0),
    status: open.length === 0 ? 'complete' : 'partial',
    doubts: open,
  }
}
