/** @file How the tiles of a Winograd layer are cut into blocks, and whether threads share its stages. */

import type { WinogradStep } from '../plan/data.ts'
import { mostPieces } from './fields.ts'
import { sharingOf, type Sharing } from './sharing.ts'

// Public API

export interface Blocks {
  readonly tilesY: number
  readonly tilesX: number
  /** Pieces of one kernel that does all stages; 0 where the stages are steps of their own. */
  readonly blocks: number
  /** Bytes between the 36 matrices of a block, or of the whole layer where its stages are steps of their own. */
  readonly transformedStride: number
  readonly productsStride: number
  /** After the tile's own scratch: a table of addresses, then both sets of matrices. */
  readonly scratchBytes: number
}

/** Bytes of the table of addresses at the start of the scratch. */
export const winogradTableBytes = 192

/** What a core keeps close: both sets of matrices of a block should fit. */
const blockBytes = 700_000

/** What it may have to fetch from a cache that it shares with others, but still sooner than weights from memory. */
const farBytes = 8_000_000

export function blockOf(step: WinogradStep, sharing: Sharing): Blocks {
  const { images, threads } = sharingOf(step, sharing)
  const tilesY = Math.ceil(step.output.height / step.size)
  const tilesX = Math.ceil(step.output.width / step.size)
  const tiles = images * tilesY * tilesX
  const filters = Math.ceil(step.output.channels / 8) * 8
  const matrices = 4 * 36 * tiles * (step.input.channels + filters)
  const weights = 4 * 36 * step.input.channels * filters
  // The weights pass once for each block. Where they are more than the matrices, these rather come from farther away.
  const most = weights > matrices ? farBytes : Math.max(blockBytes, Math.min(weights, 2 * blockBytes))
  let blocks = Math.ceil(matrices / most)
  blocks = Math.min(blocks, tiles, mostPieces)
  if (threads > 1 && blocks < 2 * threads) blocks = matrices > weights && tiles >= 12 * 2 * threads ? 2 * threads : 0
  const largest = blocks === 0 ? tiles : Math.ceil(tiles / blocks)
  const transformedStride = oddLines(4 * largest * step.input.channels)
  const productsStride = oddLines(4 * largest * filters)
  const scratchBytes = winogradTableBytes + (blocks === 0 ? 0 : 36 * (transformedStride + productsStride))
  return { tilesY, tilesX, blocks, transformedStride, productsStride, scratchBytes }
}

/** Bytes of both sets of matrices where all threads share them. */
export function stagedBytes(step: WinogradStep, sharing: Sharing): number {
  const { blocks, transformedStride, productsStride } = blockOf(step, sharing)
  return blocks === 0 ? 36 * (transformedStride + productsStride) : 0
}

// Implementation

/** An odd number of cache lines, so that the same row of 36 matrices does not fall on one set of the cache. */
function oddLines(bytes: number): number {
  const lines = Math.ceil(bytes / 64)
  return 64 * (lines % 2 === 0 ? lines + 1 : lines)
}
