import { hashedImage, hashedWeights } from '@cnn/weights'
import { zoo } from '@cnn/zoo'
import { expect, test } from 'vitest'
import goldens from './goldens/logits.json' with { type: 'json' }
import { runReference } from './reference.ts'

const small = goldens.filter(({ classes }) => classes === 10)

test.each(small)('$network at $size agrees with PyTorch', ({ network, size, classes, outputs }) => {
  const net = zoo.find(({ id }) => id === network)!.build({ size, classes })
  const found = runReference(net, hashedWeights(net), hashedImage(net.input.shape).data)
  expect(Object.keys(found)).toEqual(Object.keys(outputs))
  for (const [name, expected] of Object.entries(outputs)) {
    const difference = Math.max(...expected.map((value, i) => Math.abs(value - found[name]![i]!)))
    // PyTorch rounds each layer to float32; this does not.
    expect(difference / Math.max(...expected.map(Math.abs)), name).toBeLessThan(5e-6)
  }
})
