/** @file The graph of an ONNX file tells which variant of a network its weights are of. */

import { weights as weightsOf } from '@cnn/shapes'
import { fitCheckpoint, hashedWeights, readOnnx, torchvision, variantOf } from '@cnn/weights'
import { inceptionV3 } from '@cnn/zoo'
import { expect, test } from 'vitest'
import { writeOnnx } from '@cnn/export'

const small = { size: 75, width: 1 / 16, heads: false }

test.each([true, false])('the graph of an ONNX file tells it: countPadding %s', async (countPadding) => {
  const theirs = inceptionV3({ ...small, countPadding })
  const { nodes, inputs, outputs } = (await readOnnx(writeOnnx({ net: theirs, weights: hashedWeights(theirs) }))).graph!
  // Names that nobody knows, and names that are ours.
  for (const rename of [(name: string) => (name.endsWith('weight') ? `x${name}` : name), (name: string) => name]) {
    const graph = { nodes: nodes.map((node) => ({ ...node, inputs: node.inputs.map(rename) })), inputs, outputs }
    const weights = new Map([...hashedWeights(theirs)].map(([name, tensor]) => [rename(name), tensor]))
    const checkpoint = { weights, metadata: {}, skipped: [], graph }
    expect(variantOf(checkpoint, torchvision)).toEqual({ countPadding })
    expect(fitCheckpoint(theirs, checkpoint).weights.size).toBe(weightsOf(theirs).length)
    if (!countPadding)
      expect(() => fitCheckpoint(inceptionV3(small), checkpoint)).toThrow(
        /of this graph are of a network whose average poolings do not/,
      )
  }
})
