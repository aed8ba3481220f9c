/** @file The plain loops that every operation is held to are themselves held to PyTorch. */

import { macs } from '@cnn/shapes'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { expect, test } from 'vitest'
import { buildGolden, families, titled } from '../goldens.ts'
import { runReference } from '../reference.ts'

/** Plain loops take seconds for more. */
const quick = families.filter((golden) => macs(buildGolden(golden)) < 1e8)

test.each(titled(quick))('%s agrees with PyTorch', (_, golden) => {
  const net = buildGolden(golden)
  const found = runReference(net, hashedWeights(net), hashedImage(net.input.shape).data)
  expect(Object.keys(found)).toEqual(Object.keys(golden.outputs))
  for (const [name, expected] of Object.entries(golden.outputs)) {
    const difference = Math.max(...expected.map((value, i) => Math.abs(value - found[name]![i]!)))
    // PyTorch rounds each layer to float32; this does not.
    expect(difference / Math.max(...expected.map(Math.abs)), name).toBeLessThan(5e-6)
  }
})
