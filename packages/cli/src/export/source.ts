import { readFile } from 'node:fs/promises'
import type { Network, Weights } from '@cnn/shapes'
import { FormatError, hashedWeights, readSafetensors, trained } from '@cnn/weights'
import type { BuildOptions } from '@cnn/zoo'
import { UsageError } from '../usage.ts'

// Public API

export interface Source {
  /** Of the network that the weights are for, where they are not the paper's. */
  readonly options: BuildOptions
  readonly weights: (net: Network) => Weights
}

/** What `--weights` names: `trained`, `random`, or the path of a safetensors file. */
export async function openSource(source: string, id: string): Promise<Source> {
  if (source === 'random') return { options: {}, weights: (net) => hashedWeights(net) }
  if (source !== 'trained') return { options: {}, weights: await read(source) }
  const found = trained.find(({ network }) => network === id)
  if (found) return { options: {}, weights: await read(found.url) }
  throw new UsageError(
    `no weights of ${id} come with this program; there are some of ${trained.map(({ network }) => network).join(' and ')}`,
  )
}

// Implementation

async function read(file: string | URL): Promise<() => Weights> {
  try {
    const { weights } = readSafetensors(await readFile(file))
    return () => weights
  } catch (error) {
    if (error instanceof FormatError) throw new UsageError(`${String(file)}: ${error.message}`)
    if (error instanceof Error && 'code' in error) throw new UsageError(`the weights cannot be read: ${error.message}`)
    throw error
  }
}
