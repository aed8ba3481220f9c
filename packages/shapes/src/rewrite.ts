import { apply, network, type Network, type Node } from './graph.ts'
import { readersOf } from './readers.ts'

/**
 * A network with some nodes replaced. `replace` gets a node, its rewritten inputs, and whether the first of them has
 * no other reader in `net` and so may change; it gives the new node, or undefined to keep the old one. Where it gives
 * an input of the node, that input takes over the node's readers: what depends on their number belongs into a rewriting
 * of the result.
 */
export function rewrite(
  net: Network,
  replace: (node: Node, inputs: readonly Node[], alone: boolean) => Node | undefined,
): Network {
  const made = new Map<Node, Node>()
  const readers = readersOf(net)
  for (const node of net.nodes) {
    const inputs = node.inputs.map((input) => made.get(input)!)
    const alone = node.inputs.length > 0 && readers.get(node.inputs[0]!)!.length === 1
    const kept = () =>
      inputs.every((input, i) => input === node.inputs[i]) ? node : apply(node.rule, node.attrs, inputs, node.name)
    made.set(node, replace(node, inputs, alone) ?? kept())
  }
  const outputs = Object.entries(net.outputs).map(([name, node]) => [name, made.get(node)!] as const)
  return network(net.name, Object.fromEntries(outputs))
}
