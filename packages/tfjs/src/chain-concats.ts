import { concat, rewrite, type FeatureMap, type Network, type Node } from '@cnn/shapes'

/**
 * Lets a join go on from an earlier one that holds the first of its maps: where [a, b] was joined, [a, b, c] becomes
 * [[a, b], c], which is the same. Before each layer a dense block joins all maps so far (Huang et al. 2016, equation
 * 2); a shader reads no more than some 16 of them, and takes the longer to compile the more it reads.
 */
export function chainConcats(net: Network): Network {
  const earlier: { readonly maps: readonly Node[]; readonly joined: Node<FeatureMap> }[] = []
  return rewrite(net, (node, inputs) => {
    if (node.kind !== 'concat') return undefined
    const maps = inputs as readonly Node<FeatureMap>[]
    // The last one holds the most of a dense block.
    const start = earlier.findLast(
      (one) => one.maps.length < maps.length && one.maps.every((map, i) => map === maps[i]),
    )
    const joined = concat(start ? [start.joined, ...maps.slice(start.maps.length)] : maps)
    if (maps.length > 1) earlier.push({ maps, joined })
    return joined
  })
}
