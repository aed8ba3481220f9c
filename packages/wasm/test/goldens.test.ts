/** @file Every network of the zoo gives PyTorch's logits in Node: small with one and two threads, at the paper's size with two. */

import { describe, test } from 'vitest'
import { expectGolden, goldens, titled } from '../../tfjs/test/goldens.ts'
import { onWasm } from './predict.ts'

const paper = goldens.filter(({ where }) => where === 'paper')
const small = goldens.filter(({ where }) => where !== 'paper')

describe('small', () => {
  test.each(titled(small))('%s', async (_, golden) => {
    await expectGolden(golden, 1e-4, onWasm({ threads: 1 }), onWasm({ threads: 2 }), onWasm({ memory: 'small' }))
  })
})

describe('at the size of the paper', () => {
  test.each(titled(paper))('%s', async (_, golden) => {
    await expectGolden(golden, 1e-4, onWasm({ threads: 2 }))
  })
})
