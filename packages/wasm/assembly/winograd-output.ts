/** @file Aᵀ m A: 36 products of a tile become m×m pixels, with bias, residual and ReLU. */

import * as c from './generated/constants'
import { scratch } from './scratch'
import { atLeast, madd } from './simd'
import { P, Q } from './winograd-points'

/**
 * Tiles `first` to `end` from `from`: 36 matrices [tile][filter], `stride` bytes apart, the first row that of tile
 * `first`.
 */
export function transformOutput(op: usize, first: i32, end: i32, from: usize, stride: usize): void {
  const filters = load<i32>(op, c.WINOGRAD_FILTERS)
  const rowBytes: usize = 32 * ((filters + 7) >> 3)
  const size = load<i32>(op, c.WINOGRAD_SIZE)
  const tilesX = load<i32>(op, c.WINOGRAD_TILES_X)
  const each = load<i32>(op, c.WINOGRAD_TILES_Y) * tilesX
  const height = load<i32>(op, c.WINOGRAD_OUT_HEIGHT)
  const width = load<i32>(op, c.WINOGRAD_OUT_WIDTH)
  for (let tile = first; tile < end; tile++) {
    const image = tile / each
    const within = tile - image * each
    const row = within / tilesX
    const y = row * size
    const x = (within - row * tilesX) * size
    const pixel = (image * height + y) * width + x
    for (let filter = 0; filter < filters; filter += 4) {
      columns(from + 4 * filter, stride, size)
      storeTile(op, pixel, filter, min(size, height - y), min(size, width - x), size)
    }
    from += rowBytes
  }
}

/** Aᵀ m, column by column, into the scratch: [size][6]. */
function columns(from: usize, stride: usize, size: i32): void {
  let to = scratch()
  const down = 6 * stride
  for (let column = 0; column < 6; column++) {
    const m0 = v128.load(from)
    let at = from + down
    const m1 = v128.load(at), m2 = v128.load(at + down)
    at += 2 * down
    const m3 = v128.load(at), m4 = v128.load(at + down), m5 = v128.load(at + 2 * down)
    const s1 = f32x4.add(m1, m2), d1 = f32x4.sub(m1, m2), s2 = f32x4.add(m3, m4), d2 = f32x4.sub(m3, m4)
    v128.store(to, f32x4.add(m0, f32x4.add(s1, s2)))
    let odd = madd(d1, f32x4.splat(P), f32x4.mul(d2, f32x4.splat(Q)))
    if (size == 2) odd = f32x4.add(odd, m5)
    v128.store(to, odd, 96)
    if (size > 2) {
      let even = madd(s1, f32x4.splat(0.5), f32x4.add(s2, s2))
      if (size == 3) even = f32x4.add(even, m5)
      v128.store(to, even, 192)
      if (size > 3) {
        odd = madd(d1, f32x4.splat(P / 2), f32x4.mul(d2, f32x4.splat(2 * Q)))
        if (size == 4) odd = f32x4.add(odd, m5)
        v128.store(to, odd, 288)
        if (size > 4) v128.store(to, madd(s1, f32x4.splat(0.25), madd(s2, f32x4.splat(4), m5)), 384)
      }
    }
    to += 16
    from += stride
  }
}

/** (Aᵀ m) A, row by row, of which `height` × `width` pixels lie inside of the map. */
function storeTile(op: usize, pixel: i32, filter: i32, height: i32, width: i32, size: i32): void {
  const outputStride: usize = load<u32>(op, c.WINOGRAD_OUTPUT_STRIDE)
  const residualStride: usize = load<u32>(op, c.WINOGRAD_RESIDUAL_STRIDE)
  const outWidth = load<i32>(op, c.WINOGRAD_OUT_WIDTH)
  const bias = v128.load(load<u32>(op, c.WINOGRAD_BIAS) + 4 * filter)
  const floor = f32x4.splat(load<f32>(op, c.WINOGRAD_FLOOR))
  const given: usize = load<u32>(op, c.WINOGRAD_RESIDUAL)
  let output = load<u32>(op, c.WINOGRAD_OUTPUT) + <usize>pixel * outputStride + 4 * filter
  let residual = given + <usize>pixel * residualStride + 4 * filter
  const left = load<i32>(op, c.WINOGRAD_FILTERS) - filter
  const line = scratch() + 576
  let from = scratch()
  for (let y = 0; y < height; y++) {
    rowOf(from, line, size)
    for (let x = 0; x < width; x++) {
      let sum = f32x4.add(v128.load(line + 16 * x), bias)
      const to = output + <usize>x * outputStride
      const other = residual + <usize>x * residualStride
      if (left >= 4) {
        if (given) sum = f32x4.add(sum, v128.load(other))
        v128.store(to, atLeast(sum, floor))
      } else storeSome(sum, to, given ? other : 0, left, floor)
    }
    from += 96
    output += <usize>outWidth * outputStride
    residual += <usize>outWidth * residualStride
  }
}

function storeSome(sum: v128, to: usize, residual: usize, count: i32, floor: v128): void {
  const line = scratch() + 768
  v128.store(line, sum)
  if (residual) for (let i = 0; i < count; i++)
    store<f32>(line + 4 * i, load<f32>(line + 4 * i) + load<f32>(residual + 4 * i))
  v128.store(line, atLeast(v128.load(line), floor))
  memory.copy(to, line, 4 * count)
}

function rowOf(from: usize, to: usize, size: i32): void {
  const m0 = v128.load(from), m1 = v128.load(from, 16), m2 = v128.load(from, 32)
  const m3 = v128.load(from, 48), m4 = v128.load(from, 64), m5 = v128.load(from, 80)
  const s1 = f32x4.add(m1, m2), d1 = f32x4.sub(m1, m2), s2 = f32x4.add(m3, m4), d2 = f32x4.sub(m3, m4)
  v128.store(to, f32x4.add(m0, f32x4.add(s1, s2)))
  let odd = madd(d1, f32x4.splat(P), f32x4.mul(d2, f32x4.splat(Q)))
  if (size == 2) odd = f32x4.add(odd, m5)
  v128.store(to, odd, 16)
  if (size == 2) return
  let even = madd(s1, f32x4.splat(0.5), f32x4.add(s2, s2))
  if (size == 3) even = f32x4.add(even, m5)
  v128.store(to, even, 32)
  if (size == 3) return
  odd = madd(d1, f32x4.splat(P / 2), f32x4.mul(d2, f32x4.splat(2 * Q)))
  if (size == 4) odd = f32x4.add(odd, m5)
  v128.store(to, odd, 48)
  if (size > 4) v128.store(to, madd(s1, f32x4.splat(0.25), madd(s2, f32x4.splat(4), m5)), 64)
}
