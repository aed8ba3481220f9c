/** @file Where an installed npm package lies. */

import { existsSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/**
 * Undefined if it is seen from none of `from`, files or folders as paths or URLs; absent, from the working directory.
 * Nothing of it is run.
 */
export function findPackage(name: string, from: readonly string[] = [here()]): string | undefined {
  for (const base of from) {
    const { resolve } = createRequire(base)
    // By its folders, not by its exports, which may leave package.json out.
    for (const folder of resolve.paths(name) ?? []) {
      const root = join(folder, name)
      if (existsSync(join(root, 'package.json'))) return realpathSync(root)
    }
  }
  return undefined
}

/** A file of the working directory, whether it exists or not: what is in the directory sees the same packages. */
export const here = (): string => join(process.cwd(), 'package.json')
