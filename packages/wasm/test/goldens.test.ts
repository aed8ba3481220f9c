/**
 * @file Every network of the zoo gives PyTorch's logits in Node, with two threads; one of each family also with one and
 * with less memory. That the bits do not depend on the number of threads is held by `threads.test.ts`.
 */

import { test } from 'vitest'
import { expectGolden, families, goldens, titled } from '../../tfjs/test/goldens.ts'
import { onWasm } from './predict.ts'

test.each(titled(goldens))('%s', async (_, golden) => {
  await expectGolden(golden, 1e-4, onWasm({ threads: 2 }))
})

test.each(titled(families))('%s with one thread, and with less memory', async (_, golden) => {
  await expectGolden(golden, 1e-4, onWasm({}), onWasm({ memory: 'small' }))
})
