import type { Filled } from '@cnn/shapes'
import { writeNodes } from '../walk.ts'
import { Draft, type Value } from './draft.ts'
import { writeModel } from './file.ts'
import { addNode } from './operations.ts'
import { reshape } from './reshape.ts'

/**
 * A network with its weights as a TFLite file. Its input is `input`, [1, height, width, channels] in float32; its
 * outputs are named as the network's, by the signature `serving_default`, and feature maps among them have their
 * channels last. Throws WeightsError if the weights are not the network's, ExportError if they are more than one file
 * can hold.
 */
export function writeTflite(filled: Filled, metadata: Readonly<Record<string, string>> = {}): Uint8Array<ArrayBuffer> {
  const { net } = filled
  const draft = new Draft()
  const made = writeNodes(filled, (node, inputs: readonly Value[], context) =>
    addNode(draft, node, inputs, node.kind === 'input' ? { ...context, name: 'input' } : context),
  )
  const input = made.get(net.input)!
  const outputs = new Map<string, Value>()
  for (const [name, node] of Object.entries(net.outputs)) {
    const value = made.get(node)!
    // An output is a tensor of its own: neither the input nor another output.
    const taken = value === input || [...outputs.values()].includes(value)
    outputs.set(name, taken ? reshape(draft, value, { name, shape: node.shape }) : value)
  }
  return writeModel({ name: net.name, draft, inputs: new Map([['input', input]]), outputs, metadata })
}
