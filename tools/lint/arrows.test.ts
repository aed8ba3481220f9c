/** @file Lint refuses a circle and an upward import: one of each is planted. */

import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { upwardImports } from './arrows.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
let planted: string

async function plant(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(planted, name)), { recursive: true })
    await writeFile(join(planted, name), text)
  }
}

beforeAll(async () => {
  planted = await mkdtemp(join(tmpdir(), 'cnn-arrows-'))
  await plant({
    'packages/shapes/src/graph.ts': "import type { Entry } from '@cnn/zoo'\nexport type Graph = Entry\n",
    'packages/bench/test/run.test.ts': "import { runHere } from '../../cli/test/run-here.ts'\nrunHere()\n",
    'packages/plot/src/late.ts': "export const late = () => import('@cnn/cli')\n",
    'packages/cli/src/down.ts': "import { conv } from '@cnn/shapes'\nexport const down = conv\n",
    'circle/a.ts': "import type { B } from './b.ts'\nexport interface A {\n  b: B\n}\n",
    'circle/b.ts': "import type { A } from './a.ts'\nexport interface B {\n  a: A\n}\n",
  })
})
afterAll(() => rm(planted, { recursive: true }))

test('an upward import is named: of a type, in a test, and a late one', () => {
  expect(upwardImports(planted).toSorted()).toEqual([
    "packages/bench/test/run.test.ts imports '../../cli/test/run-here.ts': packages/cli is above packages/bench",
    "packages/plot/src/late.ts imports '@cnn/cli': packages/cli is above packages/plot",
    "packages/shapes/src/graph.ts imports '@cnn/zoo': packages/zoo is above packages/shapes",
  ])
})

test('a circle of types is refused by the rules of this repository', async () => {
  const lint = promisify(execFile)(join(root, 'node_modules/.bin/oxlint'), [
    '--config',
    join(root, '.oxlintrc.json'),
    join(planted, 'circle'),
  ])
  await expect(lint).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('Dependency cycle detected') })
})

test('the repository has none', () => {
  expect(upwardImports(root)).toEqual([])
})
