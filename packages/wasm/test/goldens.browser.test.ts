/** @file The smallest networks of every family in a page, and every network of the zoo at its smallest. */

import { test } from 'vitest'
import '../../tfjs/test/browser.ts'
import { everyNetwork } from '../../tfjs/test/every-network.ts'
import { expectGolden, families, titled } from '../../tfjs/test/goldens.ts'
import { onBackend } from '../../tfjs/test/predict.ts'
import { onWasm } from './predict.ts'

test.each(titled(families))('%s gives the logits of PyTorch', async (_, golden) => {
  await expectGolden(golden, 1e-4, onWasm({ threads: 1 }), onWasm({ threads: 2 }))
})

for (const threads of [1, 2])
  everyNetwork(`${threads} threads`, { predict: onWasm({ threads }), tolerance: 1e-4, reference: onBackend('wasm') })
