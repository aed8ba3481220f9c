/**
 * @file Bᵀ d B: tiles of 6×6 pixels, which overlap by the kernel less one, become 36 numbers per channel, each for a
 * matrix of its own.
 */

import * as c from './generated/constants'
import { scratch } from './scratch'
import { madd } from './simd'
import { P, Q } from './winograd-points'

/**
 * Tiles `first` to `end` into `to`: 36 matrices [tile][channel], `stride` bytes apart, the first row that of tile
 * `first`. Channels go four at a time.
 */
export function transformInput(op: usize, first: i32, end: i32, to: usize, stride: usize): void {
  const bytes: usize = 4 * load<i32>(op, c.WINOGRAD_CHANNELS)
  const table = scratch() + c.TILE_SCRATCH_BYTES
  for (let tile = first; tile < end; tile++) {
    addressTile(op, tile, table)
    for (let at: usize = 0; at < bytes; at += 16) {
      columns(table, at)
      rows(to + at, stride)
    }
    to += bytes
  }
}

/** Where each of the 36 pixels lies; padding is the address of zeros. */
function addressTile(op: usize, tile: i32, table: usize): void {
  const tilesX = load<i32>(op, c.WINOGRAD_TILES_X)
  const each = load<i32>(op, c.WINOGRAD_TILES_Y) * tilesX
  const height = load<i32>(op, c.WINOGRAD_HEIGHT)
  const width = load<i32>(op, c.WINOGRAD_WIDTH)
  const stride = load<i32>(op, c.WINOGRAD_INPUT_STRIDE)
  const size = load<i32>(op, c.WINOGRAD_SIZE)
  const zeros = load<i32>(op, c.WINOGRAD_ZEROS)
  const image = tile / each
  const within = tile - image * each
  const row = within / tilesX
  const top = row * size - load<i32>(op, c.WINOGRAD_TOP)
  const left = (within - row * tilesX) * size - load<i32>(op, c.WINOGRAD_LEFT)
  for (let y = top; y < top + 6; y++) {
    const line = load<i32>(op, c.WINOGRAD_INPUT) + (image * height + y) * width * stride
    for (let x = left; x < left + 6; x++) {
      store<i32>(table, <u32>y < <u32>height && <u32>x < <u32>width ? line + x * stride : zeros)
      table += 4
    }
  }
}

/** Bᵀ d, column by column, into the scratch. */
function columns(table: usize, at: usize): void {
  let to = scratch()
  for (let column = 0; column < 6; column++) {
    const d0 = v128.load(load<u32>(table) + at), d1 = v128.load(load<u32>(table, 24) + at),
      d2 = v128.load(load<u32>(table, 48) + at)
    const d3 = v128.load(load<u32>(table, 72) + at), d4 = v128.load(load<u32>(table, 96) + at),
      d5 = v128.load(load<u32>(table, 120) + at)
    const e1 = madd(d2, f32x4.splat(-2), d4), o1 = f32x4.mul(f32x4.splat(P), madd(d1, f32x4.splat(-2), d3))
    const e2 = madd(d2, f32x4.splat(-0.5), d4), o2 = f32x4.mul(f32x4.splat(Q), madd(d1, f32x4.splat(-0.5), d3))
    v128.store(to, madd(d2, f32x4.splat(-2.5), f32x4.add(d0, d4)))
    v128.store(to, f32x4.add(e1, o1), 96)
    v128.store(to, f32x4.sub(e1, o1), 192)
    v128.store(to, f32x4.add(e2, o2), 288)
    v128.store(to, f32x4.sub(e2, o2), 384)
    v128.store(to, madd(d3, f32x4.splat(-2.5), f32x4.add(d1, d5)), 480)
    to += 16
    table += 4
  }
}

/** (Bᵀ d) B, row by row, each number into its matrix. */
function rows(to: usize, stride: usize): void {
  let from = scratch()
  for (let row = 0; row < 6; row++) {
    const d0 = v128.load(from), d1 = v128.load(from, 16), d2 = v128.load(from, 32)
    const d3 = v128.load(from, 48), d4 = v128.load(from, 64), d5 = v128.load(from, 80)
    const e1 = madd(d2, f32x4.splat(-2), d4), o1 = f32x4.mul(f32x4.splat(P), madd(d1, f32x4.splat(-2), d3))
    const e2 = madd(d2, f32x4.splat(-0.5), d4), o2 = f32x4.mul(f32x4.splat(Q), madd(d1, f32x4.splat(-0.5), d3))
    v128.store(to, madd(d2, f32x4.splat(-2.5), f32x4.add(d0, d4)))
    v128.store(to + stride, f32x4.add(e1, o1))
    v128.store(to + 2 * stride, f32x4.sub(e1, o1))
    v128.store(to + 3 * stride, f32x4.add(e2, o2))
    v128.store(to + 4 * stride, f32x4.sub(e2, o2))
    v128.store(to + 5 * stride, madd(d3, f32x4.splat(-2.5), f32x4.add(d1, d5)))
    to += 6 * stride
    from += 96
  }
}
