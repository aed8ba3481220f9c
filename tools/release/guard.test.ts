/** @file What a release refuses, and what an older build leaves in a package. */

import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../packages.ts'
import { obstacles } from './guard.ts'

let folder: string
const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' })
const write = (path: string, text: string) => writeFileSync(join(folder, path), text)
const found = () => obstacles({ folder, local: true })

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cnn-guard-'))
  git('init', '--initial-branch', 'main')
  git('config', 'user.name', 'A maintainer')
  git('config', 'user.email', 'maintainer@example.org')
  mkdirSync(join(folder, 'packages/zoo'), { recursive: true })
  mkdirSync(join(folder, '.changeset'))
  write('packages/zoo/package.json', '{ "name": "@cnn/zoo", "version": "0.1.0" }')
  git('add', '.')
  git('commit', '-m', 'first')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a clean main with versions is let through', () => {
  expect(found()).toEqual([])
})

test('addresses that nobody has set are refused, but for a registry on this machine', () => {
  expect(obstacles({ folder, local: false })).toEqual([
    'tools/addresses.ts names no repository yet: RELEASING.md says how',
  ])
})

test('changes, notes, versions of nothing, another branch and a git that knows nobody are refused together', () => {
  write('.changeset/a-note.md', 'a note')
  write('packages/zoo/package.json', '{ "name": "@cnn/zoo", "version": "0.0.0" }')
  git('switch', '-c', 'idea')
  git('config', 'user.email', '')
  expect(found()).toEqual([
    'the work tree has changes that are not committed: commit or stash them',
    "this is the branch 'idea': switch to main",
    'git has no identity, so no tag could be made: set user.name and user.email',
    '1 notes are pending in .changeset: run `pnpm version-packages` and commit',
    '@cnn/zoo have no version yet',
  ])
})

test('npm and Yarn cannot pack a package', () => {
  const packedBy = (agent: string) =>
    spawnSync(process.execPath, [`${root}tools/only-pnpm.mjs`], {
      env: { ...process.env, npm_config_user_agent: agent },
      encoding: 'utf8',
    })
  expect(packedBy('pnpm/12.21.0 npm/? node/v24').status).toBe(0)
  const { status, stderr } = packedBy('npm/11.19.1 node/v24')
  expect(status).toBe(1)
  expect(stderr).toBe(
    'error: packed by npm/11.19.1, this package would be broken; RELEASING.md says how it is published\n',
  )
})

test('what an older build left in dist is gone before the next', () => {
  mkdirSync(join(folder, 'dist'))
  write('dist/zombie.js', 'export const zombie = 1')
  execFileSync(process.execPath, [`${root}tools/clean.ts`], { cwd: folder })
  expect(existsSync(join(folder, 'dist'))).toBe(false)
})
