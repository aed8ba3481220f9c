/** @file What the attack found graphs to fail by: each has to be among those drawn. */

import type { ConvAttrs, Network, Node } from '@cnn/shapes'

// Public API

export const kinds: readonly { readonly title: string; readonly has: (net: Network) => boolean }[] = [
  {
    title: 'stride and dilation above one',
    has: (net) =>
      net.nodes.some(({ kind, attrs }) => {
        if (kind !== 'conv') return false
        const { stride, dilation } = attrs as ConvAttrs
        return Math.max(...stride) > 1 && Math.max(...dilation) > 1
      }),
  },
  {
    title: 'a dropout between a layer with other readers and what would be fused into it',
    has: (net) => net.nodes.some((node) => isFusible(node) && behindDropout(net, node)),
  },
]

/** Counts nodes, and graphs of each kind. */
export function counted() {
  const found = new Map<string, number>()
  return {
    nodes: 0,
    of: (title: string) => found.get(title) ?? 0,
    add(net: Network) {
      this.nodes += net.nodes.length
      for (const { title, has } of kinds) if (has(net)) found.set(title, (found.get(title) ?? 0) + 1)
    },
  }
}

// Implementation

const isFusible = ({ kind }: Node): boolean => kind === 'activation' || kind === 'batchNorm'

function behindDropout(net: Network, { inputs: [dropout] }: Node): boolean {
  const layer = dropout?.kind === 'dropout' ? dropout.inputs[0]! : undefined
  if (layer?.kind !== 'conv' && layer?.kind !== 'dense') return false
  const reads = [...net.nodes.flatMap(({ inputs }) => inputs), ...Object.values(net.outputs)]
  return reads.filter((node) => node === layer).length > 1
}
