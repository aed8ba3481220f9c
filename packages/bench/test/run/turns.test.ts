import { expect, test } from 'vitest'
import { takeTurns } from '../../src/run/turns.ts'

/** Two that say when they compute; each in so many turns. */
async function computed(first: number, second: number): Promise<string[]> {
  const said: string[] = []
  let busy = 0
  const { turn, end } = takeTurns()
  const compute = async (what: string) => {
    busy += 1
    expect(busy).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 1))
    busy -= 1
    said.push(what)
  }
  const page = async (side: 0 | 1, turns: number) => {
    const name = 'ab'[side]!
    if (side === 1) await turn[1]()
    await compute(`${name} ready`)
    for (let i = 1; i <= turns; i++) {
      await turn[side]()
      await compute(`${name}${i}`)
    }
    end(side)
  }
  await Promise.all([page(0, first), page(1, second)])
  return said
}

test('never both at once: the second gets ready after the first, then they alternate', async () => {
  expect(await computed(3, 3)).toEqual(['a ready', 'b ready', 'a1', 'b1', 'a2', 'b2', 'a3', 'b3'])
})

test('one that is over, or knows no turns, lets the other go on alone', async () => {
  expect(await computed(1, 3)).toEqual(['a ready', 'b ready', 'a1', 'b1', 'b2', 'b3'])
  expect(await computed(3, 1)).toEqual(['a ready', 'b ready', 'a1', 'b1', 'a2', 'a3'])
  expect(await computed(0, 2)).toEqual(['a ready', 'b ready', 'b1', 'b2'])
})
