import { readFile } from 'node:fs/promises'
import { checkWeights } from '@cnn/shapes'
import { zoo } from '@cnn/zoo'
import { expect, test } from 'vitest'
import { readSafetensors, trained } from '@cnn/weights'

test.each(trained)('the weights of $network fit it and say how they were trained', async ({ network, options, url }) => {
  const { weights, metadata } = readSafetensors(await readFile(url))
  checkWeights(zoo.find(({ id }) => id === network)!.build(options), weights)
  expect(Object.keys(metadata)).toEqual(expect.arrayContaining(['dataset', 'epochs', 'rate', 'decay', 'batch', 'seed', 'testAccuracy']))
})
