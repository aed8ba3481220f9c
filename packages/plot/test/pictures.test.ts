/**
 * @file The pictures themselves, to look at: they are the files in `pictures`. Write them anew with `vitest -u`, and
 * look again.
 */

import { select } from '@cnn/shapes'
import { densenet121, googlenet, inceptionV4, lenet5Modern, resnet50, resnet152 } from '@cnn/zoo'
import { expect, test } from 'vitest'
import { svg } from '../src/index.ts'

test.each([
  ['lenet5-modern-whole', () => svg(lenet5Modern(), { fold: false })],
  ['resnet50', () => svg(resnet50())],
  ['resnet152', () => svg(resnet152())],
  ['inception-v4', () => svg(inceptionV4())],
  ['densenet121', () => svg(densenet121())],
  ['googlenet', () => svg(googlenet())],
  ['googlenet-whole', () => svg(select(googlenet(), 'logits', 'aux1', 'aux2'), { fold: false })],
])('%s', async (name, draw) => {
  const picture = draw()
  expect(draw()).toBe(picture)
  await expect(picture).toMatchFileSnapshot(`pictures/${name}.svg`)
})
