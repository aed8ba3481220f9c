import { expect, test } from 'vitest'
import { latencyGap } from '../src/words/gaps.ts'
import { tooLate, describeSubject, findSubject } from '@cnn/bench'

const cell = { ...describeSubject(findSubject('vgg16')), backend: 'webgpu', status: 'skipped' } as const

test('an estimate is about, and the limit of what was ended by force is a lower bound', () => {
  expect(latencyGap({ ...cell, reason: 'would not end', estimate: 90_000 })?.short).toBe('skipped, needs ≈ 1.5 min')
  const { kind: _, ...gap } = tooLate(45)
  expect(latencyGap({ ...cell, ...gap })?.short).toBe('skipped, needs > 45 s')
})
