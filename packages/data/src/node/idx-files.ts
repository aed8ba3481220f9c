/** @file Which files of a folder are the images and the labels of a part, by whatever names people have given them. */

import { join } from 'node:path'
import { DataError } from '../images.ts'

// Public API

/** Whether a folder of these names holds images as IDX. */
export const hasIdx = (names: readonly string[]): boolean => names.some((name) => part(name)?.what === 'images')

/**
 * `train-images-idx3-ubyte` as LeCun has it, `train-images.idx3-ubyte` as it is unpacked often,
 * `emnist-letters-test-images-idx3-ubyte.gz`, `test_images.idx`: a word for the part, a word for the kind, an ending of
 * IDX. Throws DataError for several data sets in one folder; what is missing is given by the usual name.
 */
export function idxFiles(folder: string, names: readonly string[], split: 'train' | 'test'): Record<Kind, string> {
  return {
    images: find(folder, names, { split, what: 'images' }),
    labels: find(folder, names, { split, what: 'labels' }),
  }
}

// Implementation

type Kind = 'images' | 'labels'

interface Part {
  readonly split: 'train' | 'test'
  readonly what: Kind
}

function part(name: string): Part | undefined {
  const plain = name.toLowerCase().replace(/\.gz$/, '')
  if (!/([-._]idx[13](-ubyte)?|\.idx|-ubyte)$/.test(plain)) return undefined
  const what = plain.includes('images') ? 'images' : plain.includes('labels') ? 'labels' : undefined
  const split = plain.includes('train') ? 'train' : /t10k|test/.test(plain) ? 'test' : undefined
  return what && split && { split, what }
}

function find(folder: string, names: readonly string[], { split, what }: Part): string {
  const found = names.filter((name) => part(name)?.split === split && part(name)?.what === what).toSorted()
  // Plain before packed.
  const different = [...new Set(found.map((name) => name.replace(/\.gz$/i, '')))]
  if (different.length > 1)
    throw new DataError(`${folder} holds several data sets, ${different.join(', ')}; give each a folder of its own`)
  const usual = `${{ train: 'train', test: 't10k' }[split]}-${what}-idx${what === 'images' ? 3 : 1}-ubyte`
  return join(folder, found[0] ?? usual)
}
