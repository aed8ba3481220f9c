import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from '@cnn/bench'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { change, fixture } from '../../../bench/test/results/fixture.ts'
import { runHere } from '../run-here.ts'

let folder: string
const file = (name: string) => join(folder, name)

const old = fixture.cells.find((cell) => cell.network === 'resnet20' && cell.backend === 'wasm')!.latency!
const samples = old.samples.map((sample) => sample * 1.3)
const slower = change('resnet20', 'wasm', { latency: { ...old, samples, ...describe(samples) } })
const elsewhere = { ...fixture, environment: { ...fixture.environment, processor: 'another' } }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-compare-'))
  for (const [name, results] of Object.entries({ 'old.json': fixture, 'new.json': slower, 'other.json': elsewhere }))
    await writeFile(file(name), JSON.stringify(results))
  await writeFile(file('none.json'), '{"version":2}')
})
afterAll(() => rm(folder, { recursive: true }))

/** `exitCode` is how an action tells a status of its own. */
async function compare(...args: readonly string[]) {
  const told = await runHere('compare', ...args)
  const status = Number(process.exitCode ?? told.status)
  process.exitCode = undefined
  return { ...told, status: told.status || status }
}

test('what is slower beyond the threshold ends with status 3', async () => {
  const { status, stdout, stderr } = await compare(file('old.json'), file('new.json'))
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^resnet20 +wasm +6\.40 +8\.32 +1\.300 \[1\.\d+, 1\.\d+\] +slower$/m)
  expect(stdout).toContain('1 of 31 cells is slower beyond 5.0 %.')
  expect(status).toBe(3)
  expect(await compare(file('old.json'), file('new.json'), '--threshold', '40%')).toMatchObject({ status: 0 })
  expect(await compare(file('new.json'), file('old.json'))).toMatchObject({ status: 0 })
  expect(await compare(file('old.json'), file('old.json'))).toMatchObject({ status: 0 })
})

test('as JSON and as Markdown', async () => {
  const { stdout } = await compare(file('old.json'), file('new.json'), '--json')
  const told: { threshold: number; cells: { verdict: string; ratio: number }[] } = JSON.parse(stdout)
  expect(told.threshold).toBe(0.05)
  expect(told.cells.filter(({ verdict }) => verdict === 'slower')).toMatchObject([{ network: 'resnet20' }])
  const markdown = await compare(file('old.json'), file('new.json'), '--markdown')
  expect(markdown.stdout).toContain('| **resnet20** | **wasm** | **6.40** | **8.32** |')
})

test('runs of two machines are refused, unless told otherwise', async () => {
  const refused = await compare(file('old.json'), file('other.json'))
  expect(refused).toMatchObject({ status: 2, stdout: '' })
  expect(refused.stderr).toContain('  processor: Intel Xeon Platinum 8481C before, another after\n')
  expect(refused.stderr).toContain('--anyway')
  const told = await compare(file('old.json'), file('other.json'), '--anyway')
  expect(told.status).toBe(0)
  expect(told.stderr).toContain('note: the runs differ in more than the build:\n  processor')
})

test.for([
  ['nowhere.json', 'nowhere.json cannot be read: ENOENT'],
  ['none.json', 'none.json holds no results of cnn bench: version is 2.'],
  ['.', 'is no file'],
] as const)('%s is refused in one line', async ([name, said]) => {
  const { status, stdout, stderr } = await compare(file('old.json'), file(name))
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toContain(said)
})
