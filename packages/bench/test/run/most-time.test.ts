import { expect, test } from 'vitest'
import { mostTime } from '@cnn/bench'
import { fixture } from '../results/fixture.ts'

const weights = { resnet20: 'resnet20.safetensors', resnet56: 'resnet56.safetensors' }
const plan = { networks: ['resnet56'], backends: ['wasm'], budget: 3, weights } as const

test('without images it is the budget of every cell', () => {
  expect(mostTime({ ...plan, networks: ['resnet20', 'vgg16'], backends: ['wasm', 'webgl', 'webgpu'] }, 0)).toEqual({
    latency: 2 * 3 * 3000,
    accuracy: 0,
  })
})

test('10,000 images are told to take far longer than the budget, as they do', () => {
  // A person who was told 6 s waited 109 s for these images. 125,485,706 multiply-accumulates each, at 5e9 a second:
  // 251 s.
  const { latency, accuracy } = mostTime(plan, 10_000)
  expect(latency).toBe(3000)
  expect(accuracy / 1000).toBeGreaterThan(109)
  expect(accuracy / 1000).toBeLessThan(300)
})

test('what this machine measured before tells more: the quickest of the chosen backends', () => {
  const medians = (backend: string) =>
    fixture.cells.find((cell) => cell.network === 'resnet20' && cell.backend === backend)!.latency!.median
  const both = { networks: ['resnet20'], backends: ['wasm', 'webgl'], budget: 3, weights } as const
  const quickest = Math.min(medians('wasm'), medians('webgl'))
  // The other backend is compared while it is timed.
  expect(mostTime(both, 10_000, fixture.cells).accuracy).toBeCloseTo(10_000 * quickest, 6)
  const alone = mostTime({ ...both, backends: ['webgl'] }, 10_000, fixture.cells)
  expect(alone.accuracy).toBeCloseTo(10_000 * medians('webgl'), 6)
})

test('networks without trained weights have no accuracy to measure, and without a backend there is nothing', () => {
  expect(mostTime({ ...plan, networks: ['vgg16'] }, 10_000).accuracy).toBe(0)
  expect(mostTime({ ...plan, backends: [] }, 10_000)).toEqual({ latency: 0, accuracy: 0 })
})
