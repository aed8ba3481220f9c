/**
 * @file A convolution by Winograd's transform, in three stages: input transform, 36 products of matrices, output
 * transform.
 *
 * Large maps: the tiles go in blocks whose transforms fit in the cache of a core, and a piece is all three stages of
 * one block. Small maps, which are few tiles and many filters: each stage is a step of its own, shared among the
 * threads, the products by place and block of filters.
 */

import * as c from './generated/constants'
import { tile } from './generated/tile'
import { scratch } from './scratch'
import { transformInput } from './winograd-input'
import { transformOutput } from './winograd-output'

/** All stages of one block of tiles. */
export function winograd(op: usize, piece: i32): void {
  const tiles = tilesOf(op)
  const pieces = load<i32>(op, c.PIECES)
  const first = range(tiles, piece, pieces)
  const end = range(tiles, piece + 1, pieces)
  const transformed = scratch() + load<u32>(op, c.WINOGRAD_TRANSFORMED)
  const products = scratch() + load<u32>(op, c.WINOGRAD_PRODUCTS)
  const panels = (load<i32>(op, c.WINOGRAD_FILTERS) + 7) >> 3
  transformInput(op, first, end, transformed, load<u32>(op, c.WINOGRAD_TRANSFORMED_STRIDE))
  for (let place = 0; place < 36; place++) multiplyBlocks(op, place, 0, panels, transformed, products, end - first)
  transformOutput(op, first, end, products, load<u32>(op, c.WINOGRAD_PRODUCTS_STRIDE))
}

/** A piece is a range of tiles. */
export function winogradInput(op: usize, piece: i32): void {
  const pieces = load<i32>(op, c.PIECES)
  const first = range(tilesOf(op), piece, pieces)
  const end = range(tilesOf(op), piece + 1, pieces)
  const to = load<u32>(op, c.WINOGRAD_TRANSFORMED) + 4 * first * load<i32>(op, c.WINOGRAD_CHANNELS)
  transformInput(op, first, end, to, load<u32>(op, c.WINOGRAD_TRANSFORMED_STRIDE))
}

/** A piece is one of the 36 places and a block of filters. */
export function winogradMultiply(op: usize, piece: i32): void {
  const panels = (load<i32>(op, c.WINOGRAD_FILTERS) + 7) >> 3
  const parts = load<i32>(op, c.WINOGRAD_PARTS)
  const part = piece % parts
  const transformed: usize = load<u32>(op, c.WINOGRAD_TRANSFORMED)
  const products: usize = load<u32>(op, c.WINOGRAD_PRODUCTS)
  multiplyBlocks(op, piece / parts, range(panels, part, parts), range(panels, part + 1, parts), transformed, products,
    tilesOf(op))
}

/** A piece is a range of tiles. */
export function winogradOutput(op: usize, piece: i32): void {
  const pieces = load<i32>(op, c.PIECES)
  const first = range(tilesOf(op), piece, pieces)
  const panels = (load<i32>(op, c.WINOGRAD_FILTERS) + 7) >> 3
  const from = load<u32>(op, c.WINOGRAD_PRODUCTS) + 32 * first * panels
  transformOutput(op, first, range(tilesOf(op), piece + 1, pieces), from, load<u32>(op, c.WINOGRAD_PRODUCTS_STRIDE))
}

/** Blocks of filters whose weights stay in the cache while all tiles pass. */
function multiplyBlocks(op: usize, place: i32, first: i32, end: i32, transformed: usize, products: usize,
  tiles: i32): void {
  const most = load<i32>(op, c.WINOGRAD_BLOCK_PANELS)
  for (; first < end; first += most) multiply(op, place, first, min(most, end - first), transformed, products, tiles)
}

function multiply(op: usize, place: i32, first: i32, panels: i32, transformed: usize, products: usize,
  tiles: i32): void {
  const channels = load<i32>(op, c.WINOGRAD_CHANNELS)
  const all = (load<i32>(op, c.WINOGRAD_FILTERS) + 7) >> 3
  const rows = load<i32>(op, c.WINOGRAD_ROWS)
  const zeros: usize = load<u32>(op, c.WINOGRAD_ZEROS)
  const weights = load<u32>(op, c.WINOGRAD_WEIGHTS) + 32 * <usize>channels * (place * all + first)
  const rowBytes: usize = 32 * all
  let from = transformed + place * <usize>load<u32>(op, c.WINOGRAD_TRANSFORMED_STRIDE)
  let to = products + place * <usize>load<u32>(op, c.WINOGRAD_PRODUCTS_STRIDE) + 32 * first
  const groups = (tiles + rows - 1) / rows
  const most = tiles / groups
  const larger = tiles % groups
  const table = scratch() + c.TILE_SCRATCH_BYTES
  const none = f32x4.splat(-Infinity)
  for (let group = 0; group < groups; group++) {
    const count = most + i32(group < larger)
    for (let r = 0; r < count; r++) {
      store<u32>(table + 4 * r, from)
      from += 4 * channels
    }
    tile(count, table, 1, channels, weights, panels, to, rowBytes, zeros, 0, 0, none)
    to += count * rowBytes
  }
}

function tilesOf(op: usize): i32 {
  return load<i32>(op, c.WINOGRAD_IMAGES) * load<i32>(op, c.WINOGRAD_TILES_Y) * load<i32>(op, c.WINOGRAD_TILES_X)
}

/** Where part `part` of `parts` begins. */
function range(count: i32, part: i32, parts: i32): i32 {
  return <i32>((<i64>count * part) / parts)
}
