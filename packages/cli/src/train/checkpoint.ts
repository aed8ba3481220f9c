/** @file Where an interrupted run goes on: all of its state in one safetensors file, replaced as a whole. */

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Weights } from '@cnn/shapes'
import type { TrainingState } from '@cnn/tfjs/train'
import { FormatError, readSafetensors, writeSafetensors } from '@cnn/weights'
import { UsageError } from '../terminal/usage.ts'
import type { Line } from './log.ts'
import { shareable, type Recipe } from './recipe.ts'
import { replace } from '../files/replace.ts'

// Public API

export interface Checkpoint {
  readonly state: TrainingState
  /** Of the epochs that are done. */
  readonly lines: readonly Line[]
}

/** What a run depends on: its recipe, and its images by a hash of them. */
export interface Origin {
  readonly recipe: Recipe
  readonly images: string
}

export async function saveCheckpoint(
  path: string,
  { recipe, images }: Origin,
  { state, lines }: Checkpoint,
): Promise<void> {
  const { weights, momentum, ...numbers } = state
  const tensors = new Map([...prefixed('weights/', weights), ...prefixed('momentum/', momentum)])
  const told = { recipe: shareable(recipe), numbers, lines }
  const metadata = Object.fromEntries(Object.entries(told).map(([name, value]) => [name, JSON.stringify(value)]))
  const all = { ...metadata, images }
  await replace(path, writeSafetensors(tensors, { ...all, [sum]: sumOf(tensors, all) }))
}

/** Undefined where there is none. Throws UsageError for one that is broken, by another recipe or of other images. */
export async function readCheckpoint(path: string, { recipe, images }: Origin): Promise<Checkpoint | undefined> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new UsageError(`${path} cannot be read: ${error.message}`)
  })
  if (!bytes) return undefined
  const { weights, metadata } = parse(path, bytes)
  const { [sum]: noted, ...texts } = metadata
  // Version 0.1.0 noted none.
  if (noted !== undefined && noted !== sumOf(weights, texts))
    throw new UsageError(`${path} is damaged: its checksum is wrong; ${advice}`)
  const read = (name: string) => field(path, metadata[name])
  const other = difference(read('recipe') as Recipe, shareable(recipe))
  if (other !== undefined) throw new UsageError(`${path} is of a run with ${other}; ${advice}`)
  if (metadata['images'] !== images)
    throw new UsageError(`${path} is of a run on other images than are in ${recipe.data} now; ${advice}`)
  const state = {
    ...(read('numbers') as Omit<TrainingState, 'weights' | 'momentum'>),
    weights: without('weights/', weights),
    momentum: without('momentum/', weights),
  }
  return { state, lines: read('lines') as Line[] }
}

// Implementation

const advice = 'give another --out, or remove it to start anew'

/** By this name in the file. */
const sum = 'sha256'

/** Of all that a run goes on from, in whatever order it is read. */
function sumOf(tensors: Weights, texts: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256').update(JSON.stringify(Object.entries(texts).toSorted(byName)))
  for (const [name, { shape, data }] of [...tensors].toSorted(byName))
    hash.update(JSON.stringify([name, shape])).update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  return hash.digest('hex')
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1)

function parse(path: string, bytes: Uint8Array) {
  try {
    return readSafetensors(bytes)
  } catch (error) {
    throw error instanceof FormatError ? new UsageError(`${path}: ${error.message}; ${advice}`) : error
  }
}

function field(path: string, text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    throw new UsageError(`${path} is no checkpoint of \`cnn train\`; ${advice}`)
  }
}

function difference(theirs: Recipe, ours: Recipe): string | undefined {
  const names = (Object.keys(ours) as (keyof Recipe)[]).filter(
    // What there was no option for is what it is by default.
    (name) => JSON.stringify(theirs[name] ?? null) !== JSON.stringify(ours[name]),
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
