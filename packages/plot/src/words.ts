/** @file A node in words. */

import type { Kind, Node, Window } from '@cnn/shapes'

// Public API

/** A way through a block on which nothing is done. */
export const identity = 'identity'

/** What a node does: `3×3 conv, 64 /2`, `2×2 max pool /2`, `batch norm`. */
export function describe(node: Node): string {
  const attrs = node.attrs as Attrs
  switch (node.kind) {
    case 'conv':
      return (
        `${spread(attrs)}${kernel(attrs)} conv, ` +
        `${attrs.filters}${stride(attrs)}${attrs.groups > 1 ? `, ${attrs.groups} groups` : ''}`
      )
    case 'dense':
      return `dense, ${attrs.units}`
    case 'maxPool':
    case 'avgPool':
      return `${kernel(attrs)} ${names[node.kind]}${stride(attrs)}`
    case 'activation':
      return attrs.activation === 'relu' ? 'ReLU' : attrs.activation
    default:
      return names[node.kind] ?? spaced(node.kind)
  }
}

/** The same in less room, for a chip: `3×3, 64 /2`, `max 2×2 /2`. */
export function describeShort(node: Node): string {
  const attrs = node.attrs as Attrs
  switch (node.kind) {
    case 'conv':
      return `${spread(attrs)}${kernel(attrs)}, ${attrs.filters}${stride(attrs)}`
    case 'maxPool':
      return `max ${kernel(attrs)}${stride(attrs)}`
    case 'avgPool':
      return `average ${kernel(attrs)}${stride(attrs)}`
    default:
      return describe(node)
  }
}

// Implementation

/** Of whatever kind: only what the kind has is asked for. */
type Attrs = Window & {
  readonly filters: number
  readonly groups: number
  readonly units: number
  readonly activation: string
}

const names: Readonly<Partial<Record<Kind, string>>> = {
  input: 'image',
  maxPool: 'max pool',
  avgPool: 'average pool',
  globalAveragePool: 'global average pool',
  batchNorm: 'batch norm',
  lrn: 'response norm',
  padChannels: 'zero channels',
}

const kernel = (attrs: Attrs) => attrs.kernel.join('×')
const stride = ({ stride: [y, x] }: Attrs) => (y === 1 && x === 1 ? '' : ` /${y === x ? y : `${y}×${x}`}`)
const spread = ({ dilation: [y, x] }: Attrs) => (y === 1 && x === 1 ? '' : 'dilated ')
/** `someKind` as `some kind`. */
const spaced = (kind: string) => kind.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
