import { compare, runBeside, type Beside, type BesidePlan, type Host, type Outcome, type Task } from '@cnn/bench'
import { expect, test } from 'vitest'
import { environment, latency } from './fake-host.ts'

const plan: BesidePlan = {
  networks: ['lenet5-cifar10', 'resnet20'],
  backends: ['wasm', 'webgl'],
  budget: 10,
  seed: 1,
  rounds: 6,
  beside: 'one run',
}

/** What each build is asked, in their order, and what is told of it. */
async function measure(answer: (build: string, task: Task) => Outcome | Error, stop = Infinity) {
  const asked: string[] = []
  const told: Beside[] = []
  const host = (name: string): Host => ({
    async perform(task, progress, turn) {
      asked.push(`${name} ${task.network} ${task.backend}`)
      progress('ready')
      await turn?.()
      const outcome = answer(name, task)
      if (outcome instanceof Error) throw outcome
      return outcome
    },
  })
  const build = (name: string) => ({
    hostOf: () => host(name),
    environment,
    weights: { resnet20: `http://${name}/resnet20.safetensors` },
  })
  const both = await runBeside(
    plan,
    { before: build('old'), after: build('new') },
    {
      results: (soFar) => void told.push(soFar),
      stopped: () => asked.length >= stop,
    },
  )
  return { both, told, asked }
}

test('each round asks both builds, and the results of all its pages are one', async () => {
  const weights: string[] = []
  const { both, told, asked } = await measure((build, task) => {
    if (task.kind === 'latency' && task.weights) weights.push(`${build} ${task.weights}`)
    return latency(build === 'old' ? 10 : 12)
  })
  expect(asked).toHaveLength(2 * 6 * 4)
  for (let i = 0; i < asked.length; i += 2) {
    const [one, other] = [asked[i]!, asked[i + 1]!]
    expect(new Set([one.slice(0, 3), other.slice(0, 3)])).toEqual(new Set(['old', 'new']))
    expect(one.slice(3)).toBe(other.slice(3))
  }
  expect(new Set(weights)).toEqual(
    new Set(['old http://old/resnet20.safetensors', 'new http://new/resnet20.safetensors']),
  )
  expect(told.map(({ after }) => [after.cells.length, after.complete])).toEqual([
    [1, false],
    [2, false],
    [3, false],
    [4, false],
    [4, true],
  ])
  expect(both.before.cells[0]!.latency).toMatchObject({ samples: [10, 10, 10, 10, 10, 10], median: 10 })
  const { inTurns, cells } = compare(both.before, both.after)
  expect(inTurns).toBe(true)
  for (const cell of cells) {
    expect(cell.verdict).toBe('slower')
    expect(cell.ratio).toBeCloseTo(1.2, 10)
  }
})

test('the first of a pair is not always the same build', async () => {
  const { asked } = await measure(() => latency(1))
  const first = asked.filter((_, i) => i % 2 === 0).map((text) => text.slice(0, 3))
  expect(new Set(first)).toEqual(new Set(['old', 'new']))
})

test('a build that fails in a cell has failed there, and the others go on', async () => {
  const { both, asked } = await measure((build, task) =>
    build === 'old' && task.network === 'resnet20' && task.backend === 'webgl' ? new Error('no such luck') : latency(1),
  )
  expect(asked).toHaveLength(2 * (6 * 3 + 1))
  const { cells, leftOut } = compare(both.before, both.after)
  expect(cells).toHaveLength(3)
  expect(leftOut).toEqual([{ network: 'resnet20', backend: 'webgl', why: 'failed before: no such luck' }])
})

test('a run that is stopped keeps the cells that were whole', async () => {
  const { both } = await measure(() => latency(1), 20)
  expect(both.after).toMatchObject({ complete: false, cells: [{ network: 'lenet5-cifar10' }] })
})
