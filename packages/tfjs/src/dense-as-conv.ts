import {
  checkWeights,
  conv,
  flatten,
  rewrite,
  type DenseAttrs,
  type FeatureMap,
  type Filled,
  type Node,
  type Tensor,
} from '@cnn/shapes'

/**
 * Computes flatten + dense as a convolution with a kernel as large as the map, which is the same sum. WebGL cannot hold
 * the matrix of VGG's first dense layer as one texture, but it can hold these kernels. Throws WeightsError if a tensor
 * is missing or of another shape.
 */
export function denseAsConv({ net, weights }: Filled): Filled {
  checkWeights(net, weights, { pruned: true })
  const tensors = new Map(weights)
  const rewritten = rewrite(net, (node, [x]) => {
    if (node.kind !== 'dense' || x!.kind !== 'flatten') return undefined
    const { units, ...attrs } = node.attrs as DenseAttrs
    const map = x!.inputs[0] as Node<FeatureMap>
    const [height, width, channels] = map.shape
    const { data } = tensors.get(`${node.name}.weight`)!
    const kernel: Tensor = { shape: [units, channels, height, width], data }
    tensors.set(`${node.name}.weight`, kernel)
    return flatten(conv(map, node.name!, { ...attrs, filters: units, kernel: [height, width] }))
  })
  return { net: rewritten, weights: tensors }
}
