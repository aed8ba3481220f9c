/**
 * @file Largest values and means of windows. Channels go sixteen at a time in four registers, then four, then one; a
 * window is walked once for each. Adaptive windows share the map out as PyTorch has them: from ⌊i·size/count⌋ to
 * ⌈(i+1)·size/count⌉.
 */

import * as c from './generated/constants'

/** A piece is a range of rows of the result. */
export function pool(op: usize, piece: i32): void {
  const pieces = load<i32>(op, c.PIECES)
  const outHeight = load<i32>(op, c.POOL_OUT_HEIGHT)
  const outWidth = load<i32>(op, c.POOL_OUT_WIDTH)
  const rows = load<i32>(op, c.POOL_IMAGES) * outHeight
  const end = <i32>((<i64>rows * (piece + 1)) / pieces)
  for (let row = <i32>((<i64>rows * piece) / pieces); row < end; row++)
    for (let column = 0; column < outWidth; column++) onePixel(op, row / outHeight, row % outHeight, column)
}

function onePixel(op: usize, image: i32, row: i32, column: i32): void {
  const height = load<i32>(op, c.POOL_HEIGHT)
  const width = load<i32>(op, c.POOL_WIDTH)
  const outHeight = load<i32>(op, c.POOL_OUT_HEIGHT)
  const outWidth = load<i32>(op, c.POOL_OUT_WIDTH)
  const reduce = load<i32>(op, c.POOL_REDUCE)
  let top: i32, left: i32, bottom: i32, right: i32
  let divisor: i32
  if (reduce == c.REDUCE_ADAPTIVE_MEAN) {
    top = (row * height) / outHeight
    bottom = ((row + 1) * height + outHeight - 1) / outHeight
    left = (column * width) / outWidth
    right = ((column + 1) * width + outWidth - 1) / outWidth
    divisor = (bottom - top) * (right - left)
  } else {
    const y = row * load<i32>(op, c.POOL_STRIDE_Y) - load<i32>(op, c.POOL_TOP)
    const x = column * load<i32>(op, c.POOL_STRIDE_X) - load<i32>(op, c.POOL_LEFT)
    const endY = y + load<i32>(op, c.POOL_KERNEL_HEIGHT)
    const endX = x + load<i32>(op, c.POOL_KERNEL_WIDTH)
    top = max(y, 0)
    left = max(x, 0)
    bottom = min(endY, height)
    right = min(endX, width)
    // What a window that was rounded up has beyond the padding counts for nobody.
    divisor = load<i32>(op, c.POOL_COUNT_PADDING)
      ? (min(endY, height + load<i32>(op, c.POOL_BOTTOM)) - y) * (min(endX, width + load<i32>(op, c.POOL_RIGHT)) - x)
      : (bottom - top) * (right - left)
  }
  const stride: usize = load<u32>(op, c.POOL_INPUT_STRIDE)
  const line = <usize>width * stride
  const from = load<u32>(op, c.POOL_INPUT) + ((image * height + top) * width + left) * stride
  const to = load<u32>(op, c.POOL_OUTPUT) + ((image * outHeight + row) * outWidth + column) *
    <usize>load<u32>(op, c.POOL_OUTPUT_STRIDE)
  const channels = load<i32>(op, c.POOL_CHANNELS)
  if (reduce == c.REDUCE_MAX) largest(from, line, stride, bottom - top, right - left, to, channels)
  else mean(from, line, stride, bottom - top, right - left, to, channels, 1 / <f32>divisor)
}

function largest(from: usize, line: usize, stride: usize, height: i32, width: i32, to: usize, channels: i32): void {
  let left = channels
  for (; left >= 16; left -= 16) {
    let m0 = f32x4.splat(-Infinity), m1 = m0, m2 = m0, m3 = m0
    let row = from
    for (let y = 0; y < height; y++) {
      let at = row
      for (let x = 0; x < width; x++) {
        m0 = f32x4.pmax(v128.load(at), m0); m1 = f32x4.pmax(v128.load(at, 16), m1)
        m2 = f32x4.pmax(v128.load(at, 32), m2); m3 = f32x4.pmax(v128.load(at, 48), m3)
        at += stride
      }
      row += line
    }
    v128.store(to, m0); v128.store(to, m1, 16); v128.store(to, m2, 32); v128.store(to, m3, 48)
    from += 64
    to += 64
  }
  for (; left >= 4; left -= 4) {
    let m0 = f32x4.splat(-Infinity)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) m0 = f32x4.pmax(v128.load(from + y * line + x * stride), m0)
    v128.store(to, m0)
    from += 16
    to += 16
  }
  for (; left > 0; left--) {
    let m: f32 = -Infinity
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const value = load<f32>(from + y * line + x * stride)
        m = value < m ? m : value
      }
    store<f32>(to, m)
    from += 4
    to += 4
  }
}

function mean(from: usize, line: usize, stride: usize, height: i32, width: i32, to: usize, channels: i32,
  factor: f32): void {
  const factors = f32x4.splat(factor)
  let left = channels
  for (; left >= 16; left -= 16) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0
    let row = from
    for (let y = 0; y < height; y++) {
      let at = row
      for (let x = 0; x < width; x++) {
        s0 = f32x4.add(s0, v128.load(at)); s1 = f32x4.add(s1, v128.load(at, 16))
        s2 = f32x4.add(s2, v128.load(at, 32)); s3 = f32x4.add(s3, v128.load(at, 48))
        at += stride
      }
      row += line
    }
    v128.store(to, f32x4.mul(s0, factors)); v128.store(to, f32x4.mul(s1, factors), 16)
    v128.store(to, f32x4.mul(s2, factors), 32); v128.store(to, f32x4.mul(s3, factors), 48)
    from += 64
    to += 64
  }
  for (; left >= 4; left -= 4) {
    let s0 = f32x4.splat(0)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) s0 = f32x4.add(s0, v128.load(from + y * line + x * stride))
    v128.store(to, f32x4.mul(s0, factors))
    from += 16
    to += 16
  }
  for (; left > 0; left--) {
    let sum: f32 = 0
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) sum += load<f32>(from + y * line + x * stride)
    store<f32>(to, sum * factor)
    from += 4
    to += 4
  }
}
