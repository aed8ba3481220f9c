/** @file The packages that are published, and where they lie. */

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly files?: readonly string[]
  readonly dependencies?: Readonly<Record<string, string>>
  readonly exports?: Readonly<Record<string, unknown>>
  readonly [field: string]: unknown
}

export interface Package {
  /** From the root of the repository: `packages/zoo`. */
  readonly folder: string
  readonly manifest: Manifest
}

/** The root of the repository, with a slash at its end. */
export const root = fileURLToPath(new URL('../', import.meta.url))

export const packages: readonly Package[] = globSync(['packages/*/package.json', 'apps/*/package.json'], { cwd: root })
  .toSorted()
  .map((path) => ({
    folder: path.replaceAll('\\', '/').replace('/package.json', ''),
    manifest: JSON.parse(readFileSync(`${root}${path}`, 'utf8')) as Manifest,
  }))
  .filter(({ manifest }) => manifest.private !== true)

/** What a person imports of a package, `@cnn/bench/node`, and the source that it is; patterns are left out. */
export function entriesOf({ folder, manifest }: Package): { readonly name: string; readonly file: string }[] {
  return Object.entries(manifest.exports ?? {}).flatMap(([entry, target]) =>
    typeof target === 'string' && target.endsWith('.ts') && !entry.includes('*')
      ? [{ name: `${manifest.name}${entry.slice(1)}`, file: join(root, folder, target) }]
      : [],
  )
}
