import type { Network } from '../graph.ts'
import type { Shape } from '../shape.ts'
import { bytesPerElement, type MemoryOptions } from './memory.ts'
import type { Kind } from '../ops/operations.ts'
import { summary } from './summary.ts'
import { elements } from '../weights.ts'

// Public API

/** What one node takes, in bytes, and its shares of the whole, from 0 to 1. */
export interface MemoryRow {
  readonly name: string
  readonly kind: Kind
  readonly output: Shape
  readonly parameters: number
  readonly parameterShare: number
  /** The result, for one image. */
  readonly activation: number
  readonly activationShare: number
}

/** A row a node, in the order of computation. The sums are those of `memory`. */
export function memoryTable(net: Network, options: MemoryOptions = {}): MemoryRow[] {
  const bytes = bytesPerElement(options)
  const layers = summary(net).map(({ name, kind, output, parameters }) => ({
    name,
    kind,
    output,
    parameters: parameters * bytes,
    activation: elements(output) * bytes,
  }))
  const parameters = layers.reduce((sum, layer) => sum + layer.parameters, 0)
  const activations = layers.reduce((sum, layer) => sum + layer.activation, 0)
  return layers.map((layer) => ({
    ...layer,
    // A network may own no parameter at all.
    parameterShare: parameters === 0 ? 0 : layer.parameters / parameters,
    activationShare: layer.activation / activations,
  }))
}

/** Where most of the memory is. */
export interface Concentration {
  /** The fewest nodes that hold at least the given share, largest first; of equals the earlier. */
  readonly parameters: readonly MemoryRow[]
  readonly activations: readonly MemoryRow[]
}

/**
 * Where parameters and activations are concentrated: the nodes that hold `share` of each, half unless told otherwise.
 */
export function concentration(net: Network, { share = 0.5 }: { readonly share?: number } = {}): Concentration {
  const rows = memoryTable(net)
  return { parameters: holders(rows, share, 'parameterShare'), activations: holders(rows, share, 'activationShare') }
}

// Implementation

function holders(rows: readonly MemoryRow[], enough: number, by: 'parameterShare' | 'activationShare'): MemoryRow[] {
  const chosen: MemoryRow[] = []
  let held = 0
  for (const row of rows.filter((one) => one[by] > 0).sort((a, b) => b[by] - a[by])) {
    if (held >= enough) break
    chosen.push(row)
    held += row[by]
  }
  return chosen
}
