/** @file Which kernel computes a convolution: Winograd's where that saves more than its weights cost. */

import { conv, input, network } from '@cnn/shapes'
import { plan } from '@cnn/wasm'
import { expect, test } from 'vitest'

const cases = [
  { what: 'ResNet-18, the first stage', side: 56, channels: 64, filters: 64, stride: 1, kernels: 'winograd, winograd' },
  { what: 'VGG-16, the last stage', side: 14, channels: 512, filters: 512, stride: 1, kernels: 'winograd, direct' },
  // As channels of one, 2×2 pixels need 16/9 of the weights before the transform makes four times as many of them.
  { what: 'ResNet-50, where it halves', side: 28, channels: 256, filters: 256, stride: 2, kernels: 'direct, direct' },
  { what: 'one tile: 36 places for 9', side: 4, channels: 512, filters: 512, stride: 1, kernels: 'direct, direct' },
]

test.each(cases)('$what: $kernels', ({ side, channels, kernels, ...options }) => {
  const { filters, stride } = options
  const logits = conv(input([side, side, channels]), 'conv', { filters, stride, kernel: 3, pad: 1 })
  const net = network('one', { logits })
  const used = (['fast', 'small'] as const).map((memory) => plan(net, { memory }).steps.at(-1)!.kernel)
  expect(used.join(', ')).toBe(kernels)
})
