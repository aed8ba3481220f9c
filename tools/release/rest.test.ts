import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leaveOutPublished } from './rest.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-rest-'))
})
afterAll(() => rm(folder, { recursive: true }))

const entry = (name: string) => ({ name: `@cnn/${name}`, version: '0.1.0', tarball: { path: `${name}.tgz` } })

test('what the registry has is left out, the order of the others stays, and nothing else of the plan changes', async () => {
  const file = join(folder, 'publish-plan.json')
  await writeFile(
    file,
    JSON.stringify({ version: 1, plan: [[entry('shapes'), entry('app')], [entry('data')], [entry('zoo')]] }),
  )
  const there = new Set(['@cnn/shapes', '@cnn/data'])
  const rest = await leaveOutPublished(folder, async ({ name }) => there.has(name))
  expect(rest.map(({ name }) => name)).toEqual(['@cnn/app', '@cnn/zoo'])
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ version: 1, plan: [[entry('app')], [entry('zoo')]] })
  expect(await leaveOutPublished(folder, async () => true)).toEqual([])
})
