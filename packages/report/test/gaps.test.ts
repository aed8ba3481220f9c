import { expect, test } from 'vitest'
import stringWidth from 'string-width'
import { shorten } from '../src/words/text.ts'
import { latencyGap } from '../src/words/gaps.ts'
import { tooLate, describeSubject, findSubject } from '@cnn/bench'

const cell = { ...describeSubject(findSubject('vgg16')), backend: 'webgpu', status: 'skipped' } as const

test('an estimate is about, and the limit of what was ended by force is a lower bound', () => {
  expect(latencyGap({ ...cell, reason: 'would not end', estimate: 90_000 })?.short).toBe('skipped, needs ≈ 1.5 min')
  const { kind: _, ...gap } = tooLate(45)
  expect(latencyGap({ ...cell, ...gap })?.short).toBe('skipped, needs > 45 s')
})

test('a reason of any length is cut before it is laid out', () => {
  const gap = latencyGap({ ...cell, status: 'failed', reason: `boom ${'x'.repeat(5_000_000)}` })!
  expect(gap.reason).toMatch(/^failed: boom x+…$/)
  expect(stringWidth(gap.reason)).toBeLessThanOrEqual(510)
  expect(stringWidth(gap.short)).toBeLessThanOrEqual(120)
})

test('a text is cut to the most that fits, and not at all where it fits', () => {
  expect(shorten('resnet20', 8)).toBe('resnet20')
  expect(shorten('resnet20', 7)).toBe('resnet…')
  expect(shorten('日本語です', 5)).toBe('日本…')
  let measured = 0
  shorten('x'.repeat(16_000), 300, (text) => {
    measured += text.length
    return text.length
  })
  // Once for each character that was dropped, it was 128 million.
  expect(measured).toBeLessThan(50_000)
})
