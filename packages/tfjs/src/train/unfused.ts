import { apply, relu, rewrite, type Network } from '@cnn/shapes'

/**
 * The same network with every activation a node of its own, where inference fusion or its author attached one to a
 * layer.
 */
export const unfused = (net: Network): Network =>
  rewrite(net, (node, inputs) => {
    if (node.kind === 'activation' || !('activation' in node.attrs)) return undefined
    const { activation: _, ...attrs } = node.attrs
    return relu(apply(node.rule, attrs, inputs, node.name))
  })
