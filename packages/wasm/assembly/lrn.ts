/**
 * @file Response normalisation across channels, x / (k + α Σ x²)^β. The squares of a pixel are laid out with zeros at
 * both ends, so that the sums are loads at neighbouring addresses. β of the paper is 0.75, and s^¾ = √s · √√s.
 */

import * as c from './generated/constants'
import { power } from './functions'
import { scratch } from './scratch'
import { madd } from './simd'

/** A piece is a range of pixels. */
export function lrn(op: usize, piece: i32): void {
  const pixels = load<i32>(op, c.LRN_IMAGES) * load<i32>(op, c.LRN_HEIGHT) * load<i32>(op, c.LRN_WIDTH)
  const pieces = load<i32>(op, c.PIECES)
  const channels = load<i32>(op, c.LRN_CHANNELS)
  const reach: usize = 4 * (load<i32>(op, c.LRN_SIZE) >> 1)
  const squares = scratch() + c.TILE_SCRATCH_BYTES
  memory.fill(squares, 0, 2 * reach + 4 * channels + 16)
  const end = <i32>((<i64>pixels * (piece + 1)) / pieces)
  for (let i = <i32>((<i64>pixels * piece) / pieces); i < end; i++) {
    const from = load<u32>(op, c.LRN_INPUT) + i * <usize>load<u32>(op, c.LRN_INPUT_STRIDE)
    const to = load<u32>(op, c.LRN_OUTPUT) + i * <usize>load<u32>(op, c.LRN_OUTPUT_STRIDE)
    square(from, squares + reach, channels)
    normalise(op, from, squares, to, channels)
  }
}

function square(from: usize, to: usize, channels: i32): void {
  let left = channels
  for (; left >= 4; left -= 4) {
    const x = v128.load(from)
    v128.store(to, f32x4.mul(x, x))
    from += 16
    to += 16
  }
  for (; left > 0; left--) {
    const x = load<f32>(from)
    store<f32>(to, x * x)
    from += 4
    to += 4
  }
}

function normalise(op: usize, from: usize, squares: usize, to: usize, channels: i32): void {
  const size = load<i32>(op, c.LRN_SIZE)
  const k = load<f32>(op, c.LRN_K)
  const alpha = load<f32>(op, c.LRN_ALPHA)
  const beta = load<f32>(op, c.LRN_BETA)
  let left = channels
  if (beta == 0.75)
    for (; left >= 4; left -= 4) {
      let sum = v128.load(squares)
      for (let i = 1; i < size; i++) sum = f32x4.add(sum, v128.load(squares + 4 * i))
      const root = f32x4.sqrt(madd(sum, f32x4.splat(alpha), f32x4.splat(k)))
      v128.store(to, f32x4.div(v128.load(from), f32x4.mul(root, f32x4.sqrt(root))))
      squares += 16
      from += 16
      to += 16
    }
  for (; left > 0; left--) {
    let sum: f32 = 0
    for (let i = 0; i < size; i++) sum += load<f32>(squares + 4 * i)
    store<f32>(to, <f32>(load<f32>(from) / power(k + alpha * sum, beta)))
    squares += 4
    from += 4
    to += 4
  }
}
