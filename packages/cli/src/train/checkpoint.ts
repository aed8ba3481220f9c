/** @file Where an interrupted run goes on: all of its state in one safetensors file, replaced as a whole. */

import { readFile, rename, writeFile } from 'node:fs/promises'
import type { Weights } from '@cnn/shapes'
import type { TrainingState } from '@cnn/tfjs/train'
import { FormatError, readSafetensors, writeSafetensors } from '@cnn/weights'
import { UsageError } from '../terminal/usage.ts'
import type { Recipe } from './recipe.ts'

// Public API

export async function saveCheckpoint(
  path: string,
  recipe: Recipe,
  { weights, momentum, ...numbers }: TrainingState,
): Promise<void> {
  const tensors = new Map([...prefixed('weights/', weights), ...prefixed('momentum/', momentum)])
  const bytes = writeSafetensors(tensors, { recipe: JSON.stringify(recipe), numbers: JSON.stringify(numbers) })
  // A file that is half written when the machine stops is never the one that is read.
  await writeFile(`${path}.part`, bytes)
  await rename(`${path}.part`, path)
}

/** Undefined where there is none. Throws UsageError for one that is broken, or of a run by another recipe. */
export async function readCheckpoint(path: string, recipe: Recipe): Promise<TrainingState | undefined> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new UsageError(`${path} cannot be read: ${error.message}`)
  })
  if (!bytes) return undefined
  const { weights, metadata } = parse(path, bytes)
  const { recipe: theirs, numbers } = metadata
  if (theirs === undefined || numbers === undefined)
    throw new UsageError(`${path} is no checkpoint of \`cnn train\`; ${advice}`)
  const other = difference(JSON.parse(theirs) as Recipe, recipe)
  if (other !== undefined) throw new UsageError(`${path} is of a run with ${other}; ${advice}`)
  return {
    ...(JSON.parse(numbers) as Omit<TrainingState, 'weights' | 'momentum'>),
    weights: without('weights/', weights),
    momentum: without('momentum/', weights),
  }
}

// Implementation

const advice = 'give another --out, or remove it to start anew'

function parse(path: string, bytes: Uint8Array) {
  try {
    return readSafetensors(bytes)
  } catch (error) {
    throw error instanceof FormatError ? new UsageError(`${path}: ${error.message}; ${advice}`) : error
  }
}

function difference(theirs: Recipe, ours: Recipe): string | undefined {
  const names = (Object.keys(ours) as (keyof Recipe)[]).filter(
    (name) => JSON.stringify(theirs[name]) !== JSON.stringify(ours[name]),
  )
  return names.length === 0
    ? undefined
    : names.map((name) => `${name} ${JSON.stringify(theirs[name])} and not ${JSON.stringify(ours[name])}`).join(', ')
}

const prefixed = (prefix: string, weights: Weights) =>
  [...weights].map(([name, tensor]) => [`${prefix}${name}`, tensor] as const)

const without = (prefix: string, weights: Weights): Weights =>
  new Map(
    [...weights]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, tensor]) => [name.slice(prefix.length), tensor]),
  )
