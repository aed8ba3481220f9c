/**
 * @file A network that is added as CONTRIBUTING.md tells passes every check that looks at the zoo, and turns none red
 * that passed before.
 */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addNetwork, copyPackages, root } from './contributing.ts'

/** What `generate.py allcnn-c` wrote, with PyTorch 2.14, after the section's Python was put where it says. */
const goldens = [
  {
    network: 'allcnn-c',
    where: 'small',
    options: { size: 12, classes: 10 },
    outputs: { logits: [0, 0, 0.7110043, 0, 0, 0, 0.2182416, 0, 0.03886908, 0.7657514] },
  },
  {
    network: 'allcnn-c',
    where: 'paper',
    options: { size: 32, classes: 10 },
    outputs: {
      logits: [0.3762523, 0, 0.7602895, 0.04144708, 0.0899187, 0.001001002, 0.1891863, 0, 0.5079795, 1.104612],
    },
  },
]

let copy: string

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'cnn-contributing-'))
  copyPackages(copy)
  addNetwork(copy, goldens)
})
afterAll(() => rmSync(copy, { recursive: true }))

const run = (command: string, ...options: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', command), ...options], {
    cwd: copy,
    encoding: 'utf8',
  })
  return { status, said: stdout + stderr }
}

test('it is formatted, and lint has nothing to say', () => {
  expect(run('oxfmt/bin/oxfmt', '--check', 'packages/zoo')).toMatchObject({ status: 0 })
  expect(run('oxlint/bin/oxlint', '--deny-warnings', 'packages/zoo')).toMatchObject({ status: 0 })
})

test('it compiles', () => {
  const config = {
    extends: './tsconfig.base.json',
    compilerOptions: { noEmit: true, types: ['node'] },
    include: ['packages/zoo/src', 'packages/zoo/test'],
  }
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify(config))
  expect(run('typescript/bin/tsc', '-p', '.')).toEqual({ status: 0, said: '' })
})

test('the tests of each network and of the whole zoo pass, the sizes of bundles among them', () => {
  const files = [
    ...['bundle', 'contract', 'conventions', 'figures', 'image-sizes'].map(
      (name) => `packages/zoo/test/${name}.test.ts`,
    ),
    ...['goldens', 'goldens-paper', 'every-network'].map((name) => `packages/tfjs/test/${name}.test.ts`),
    'packages/cli/test/bench/plan.test.ts',
  ]
  const tests = 'allcnn-c|every network|whole zoo|ids are unique|trainable parameters are|all of a suite'
  const once = ['--project', 'node', '--no-isolate', '--maxWorkers', '1', '--reporter', 'verbose', '-t', tests]
  const { said, status } = run('vitest/vitest.mjs', 'run', ...once, ...files)
  expect(said).not.toContain(' failed')
  expect(said.match(/✓.*allcnn-c/g)!.length).toBeGreaterThan(10)
  expect(status).toBe(0)
}, 300_000)
