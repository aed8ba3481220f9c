/** @file What every host does, wherever it performs its tasks: each host's own test begins with this. */

import type { Host, Outcome } from '@cnn/bench'
import { expect, test } from 'vitest'
import { taskTo } from './task.ts'

const silent = () => {}
const reasonOf = (outcome: Outcome) => ('reason' in outcome ? outcome.reason : undefined)

/** The host performs tasks by one of the fixtures, and gives them at most a few seconds. */
export function testHost(host: () => Host): void {
  test('a task goes in, its progress and outcome come out', async () => {
    const heard: string[] = []
    const outcome = await host().perform(taskTo('echo'), (message) => heard.push(message))
    expect(JSON.parse(reasonOf(outcome)!).task).toEqual(taskTo('echo'))
    expect(heard).toEqual(['one', 'two'])
  })

  test('numbers arrive as they were', async () => {
    expect(await host().perform(taskTo('numbers'), silent)).toEqual({
      kind: 'accuracy',
      logits: [0.1, -0, NaN, Infinity],
      labels: [3],
    })
  })

  test('every task finds a fresh page or process', async () => {
    for (const _ of [1, 2]) expect(reasonOf(await host().perform(taskTo('fresh'), silent))).toBe('visit 1')
  })

  test('a task that fails says why, and the next one is performed', async () => {
    await expect(host().perform(taskTo('throw'), silent)).rejects.toThrow('no such luck')
    expect(reasonOf(await host().perform(taskTo('fresh'), silent))).toBe('visit 1')
  })

  test('a task that never ends is skipped within its limit, and the next one is performed', async () => {
    const outcome = await host().perform(taskTo('wait'), silent)
    expect(outcome).toMatchObject({ kind: 'skipped', atLeast: true })
    expect(reasonOf(outcome)).toMatch(/^did not end within \d s$/)
    expect(reasonOf(await host().perform(taskTo('fresh'), silent))).toBe('visit 1')
  })
}
