import { checkWeights, labels, type Filled, type Node, type Shape } from '@cnn/shapes'
import { ExportError } from '../error.ts'
import { Draft } from './draft.ts'
import { graph, graphInput, graphOutput, model } from './messages.ts'
import { addNode } from './operations.ts'
import { sizeOf, type Message } from './protobuf.ts'

// Public API

/**
 * A network with its weights as an ONNX file, opset 17. Its input is `input`, [batch, channels, height, width] in
 * float32; its outputs are named as the network's; initialisers have the names and layouts of the checkpoint. Dropout
 * is left out. Throws WeightsError if the weights are not the network's, ExportError if they are more than one file can
 * hold.
 */
export function writeOnnx(
  { net, weights }: Filled,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  checkWeights(net, weights)
  const draft = new Draft(weights)
  const outputs = Object.entries(net.outputs)
  // An output's value is computed under its name, where it can be.
  const named = new Map(outputs.toReversed().map(([name, node]) => [node, name]))
  const label = labels(net)
  const values = new Map<Node, string>()
  for (const node of net.nodes) {
    const inputs = node.inputs.map((input) => values.get(input)!)
    const name = node.kind === 'input' ? inputName : (named.get(node) ?? `/${label.get(node)!}`)
    if (node.kind === 'input') draft.claim(inputName)
    const context = { name, layer: node.name ?? '', input: (node.inputs[0] ?? node).shape, output: node.shape }
    values.set(node, addNode(draft, node, inputs, context))
  }
  // Two outputs that are one value, or one that is the input or a dropout.
  for (const [name, node] of outputs)
    if (values.get(node) !== name) draft.operator(name, 'Identity', [values.get(node)!])

  return join(
    model(
      graph({
        name: net.name,
        nodes: draft.nodes,
        initialisers: draft.initialisers,
        inputs: [graphInput(inputName, batched(net.input.shape))],
        outputs: outputs.map(([name, node]) => graphOutput(name, batched(node.shape))),
      }),
      metadata,
    ),
  )
}

// Implementation

const inputName = 'input'

const batched = (shape: Shape): (number | string)[] =>
  shape.length === 3 ? ['batch', shape[2], shape[0], shape[1]] : ['batch', ...shape]

/** Protocol buffers end at 2 GiB (protobuf.dev, "Proto Limits"). */
const most = 2 ** 31 - 1

function join(parts: Message): Uint8Array<ArrayBuffer> {
  const size = sizeOf(parts)
  if (size > most)
    throw new ExportError(
      `an ONNX file ends at 2 GiB, and this network would take ${size} bytes; write safetensors instead`,
    )
  const file = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    file.set(part, at)
    at += part.length
  }
  return file
}
