/** @file Packs every package as it will be published, from an empty `dist`. */

import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { packages, root } from '../packages.ts'

/** `publish-plan.json`, and `packages` with a tarball each. */
export const packFolder = `${root}.release`

export interface Packed {
  readonly name: string
  readonly version: string
  /** Of the tarball. */
  readonly file: string
  readonly readme: string
}

export function pack(): Packed[] {
  const run = (command: string, ...args: readonly string[]) =>
    execFileSync(command, args, {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    })
  run(process.execPath, 'tools/clean.ts')
  run('pnpm', '--silent', 'build')
  run('pnpm', '--silent', 'check:packages')
  rmSync(packFolder, { recursive: true, force: true })
  run('changeset', 'pack', '--out-dir', packFolder)
  return lastPacked()
}

/** Throws where a package is not among what was packed last. */
export const lastPacked = (): Packed[] => packages.map(toPacked)

function toPacked({ folder, manifest: { name, version } }: (typeof packages)[number]): Packed {
  const file = `${name.replace('@', '').replace('/', '-')}-${version}.tgz`
  if (!readdirSync(join(packFolder, 'packages')).includes(file))
    throw new Error(`${name} was not packed: there is no ${file}`)
  return {
    name,
    version,
    file: join(packFolder, 'packages', file),
    readme: readFileSync(`${root}${folder}/README.md`, 'utf8'),
  }
}
