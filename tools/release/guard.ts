/** @file Ends a release before it begins where what would be published is not what `main` holds. */

import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repository } from '../addresses.ts'
import { root, type Manifest } from '../packages.ts'

export interface Release {
  /** A checkout of this repository. */
  readonly folder?: string
  /** To a registry on this machine, for which nobody's addresses do. */
  readonly local: boolean
}

/** What stands in the way, each with what to do about it. */
export function obstacles({ folder = root, local }: Release): string[] {
  const git = (...args: readonly string[]) => answer(folder, args)
  const branch = git('branch', '--show-current')
  const notes = globSync('.changeset/*.md', { cwd: folder })
  const unversioned = globSync('packages/*/package.json', { cwd: folder })
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Manifest)
    .filter(({ version }) => version === '0.0.0')
  return [
    git('status', '--porcelain') !== '' && 'the work tree has changes that are not committed: commit or stash them',
    branch !== 'main' && `this is the branch '${branch}': switch to main`,
    (git('config', 'user.name') === '' || git('config', 'user.email') === '') &&
      'git has no identity, so no tag could be made: set user.name and user.email',
    notes.length > 0 && `${notes.length} notes are pending in .changeset: run \`pnpm version-packages\` and commit`,
    unversioned.length > 0 && `${unversioned.map(({ name }) => name).join(', ')} have no version yet`,
    !local && repository.startsWith('OWNER/') && 'tools/addresses.ts names no repository yet: RELEASING.md says how',
  ].filter((one) => one !== false)
}

/** Empty where git knows nothing of it. */
function answer(cwd: string, args: readonly string[]): string {
  try {
    return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return ''
  }
}
