/**
 * @file Convolution without a copy of the image: for each tile of up to six pixels a table says where every pixel lies
 * under every tap of the kernel, and the tile's sums run over taps and channels. Padding is the address of zeros.
 *
 * The work is cut twice: into blocks of filters whose weights stay in the cache, and within these into ranges of tiles.
 * A piece is one range of one block. Pixels are spread evenly over tiles, 49 as 4·6 + 5·5, since a tile of one row
 * would cost as much time as one of three.
 *
 * Where a batch norm and a ReLU come before a 1×1 convolution (DenseNet), the pixels of a tile are scaled just before
 * they are used.
 */

import * as c from './generated/constants'
import { tile } from './generated/tile'
import { scratch } from './scratch'
import { atLeast, atLeastOne, madd } from './simd'

export function conv(op: usize, piece: i32): void {
  const rows = load<i32>(op, c.CONV_ROWS)
  const parts = load<i32>(op, c.CONV_PARTS)
  const pixels = load<i32>(op, c.CONV_IMAGES) * load<i32>(op, c.CONV_OUT_HEIGHT) * load<i32>(op, c.CONV_OUT_WIDTH)
  const tiles = (pixels + rows - 1) / rows
  const most = pixels / tiles
  const larger = pixels % tiles
  const part = piece % parts
  const firstPanel = (piece / parts) * load<i32>(op, c.CONV_BLOCK_PANELS)
  const end = <i32>((<i64>tiles * (part + 1)) / parts)
  const taps = load<i32>(op, c.CONV_KERNEL_HEIGHT) * load<i32>(op, c.CONV_KERNEL_WIDTH)
  const table = scratch() + c.TILE_SCRATCH_BYTES
  for (let t = <i32>((<i64>tiles * part) / parts); t < end; t++) {
    const first = t * most + min(t, larger)
    const count = most + i32(t < larger)
    if (taps == 1) addressPixels(op, table, first, count)
    else addressTaps(op, table, first, count)
    if (load<u32>(op, c.CONV_SCALE)) scalePixels(op, table, count)
    multiply(op, table, taps, first, count, firstPanel)
  }
}

/** One tile, all panels of a block. */
function multiply(op: usize, table: usize, taps: i32, first: i32, count: i32, firstPanel: i32): void {
  const channels = load<i32>(op, c.CONV_CHANNELS)
  const filters = min(load<i32>(op, c.CONV_FILTERS) - 8 * firstPanel, 8 * load<i32>(op, c.CONV_BLOCK_PANELS))
  const panels = filters >> 3
  const outputStride: usize = load<u32>(op, c.CONV_OUTPUT_STRIDE)
  const residualStride: usize = load<u32>(op, c.CONV_RESIDUAL_STRIDE)
  const weights = load<u32>(op, c.CONV_WEIGHTS) + <usize>firstPanel * taps * channels * 32
  const bias = load<u32>(op, c.CONV_BIAS) + 32 * firstPanel
  const output = load<u32>(op, c.CONV_OUTPUT) + <usize>first * outputStride + 32 * firstPanel
  let residual: usize = load<u32>(op, c.CONV_RESIDUAL)
  if (residual) residual += <usize>first * residualStride + 32 * firstPanel
  const floor = f32x4.splat(load<f32>(op, c.CONV_FLOOR))
  tile(count, table, taps, channels, weights, panels, output, outputStride, bias, residual, residualStride, floor)
  const left = filters & 7
  if (left == 0) return
  // Eight columns at once would write over the neighbour's channels: the last ones go by way of the scratch.
  const none = f32x4.splat(-Infinity)
  tile(count, table, taps, channels, weights + <usize>panels * taps * channels * 32, 1, scratch(), 32,
    bias + 32 * panels, 0, 0, none)
  const shift: usize = 32 * panels
  storeSome(scratch(), count, left, output + shift, outputStride, residual ? residual + shift : 0, residualStride,
    load<f32>(op, c.CONV_FLOOR))
}

function storeSome(
  from: usize, count: i32, columns: i32, output: usize, outputStride: usize, residual: usize, residualStride: usize,
    floor: f32,
): void {
  for (let r = 0; r < count; r++) {
    for (let i = 0; i < columns; i++) {
      let sum = load<f32>(from + 4 * i)
      if (residual) sum += load<f32>(residual + 4 * i)
      store<f32>(output + 4 * i, atLeastOne(sum, floor))
    }
    from += 32
    output += outputStride
    if (residual) residual += residualStride
  }
}

/** Of a kernel of one tap: one address for each pixel. */
function addressPixels(op: usize, table: usize, first: i32, count: i32): void {
  const inputStride = load<i32>(op, c.CONV_INPUT_STRIDE)
  const input = load<i32>(op, c.CONV_INPUT)
  const strideX = load<i32>(op, c.CONV_STRIDE_X)
  const strideY = load<i32>(op, c.CONV_STRIDE_Y)
  const padded = load<i32>(op, c.CONV_TOP) | load<i32>(op, c.CONV_LEFT)
  const whole = load<i32>(op, c.CONV_OUT_WIDTH) == load<i32>(op, c.CONV_WIDTH) &&
    load<i32>(op, c.CONV_OUT_HEIGHT) == load<i32>(op, c.CONV_HEIGHT)
  if (strideX == 1 && strideY == 1 && !padded && whole) {
    for (let r = 0; r < count; r++) store<i32>(table + 4 * r, input + (first + r) * inputStride)
    return
  }
  addressTaps(op, table, first, count)
}

function addressTaps(op: usize, table: usize, first: i32, count: i32): void {
  const height = load<i32>(op, c.CONV_HEIGHT)
  const width = load<i32>(op, c.CONV_WIDTH)
  const outWidth = load<i32>(op, c.CONV_OUT_WIDTH)
  const area = load<i32>(op, c.CONV_OUT_HEIGHT) * outWidth
  const kernelHeight = load<i32>(op, c.CONV_KERNEL_HEIGHT)
  const kernelWidth = load<i32>(op, c.CONV_KERNEL_WIDTH)
  const dilationY = load<i32>(op, c.CONV_DILATION_Y)
  const dilationX = load<i32>(op, c.CONV_DILATION_X)
  const stride = load<i32>(op, c.CONV_INPUT_STRIDE)
  const input = load<i32>(op, c.CONV_INPUT)
  const zeros = load<i32>(op, c.CONV_ZEROS)
  for (let r = 0; r < count; r++) {
    const pixel = first + r
    const image = pixel / area
    const within = pixel - image * area
    const row = within / outWidth
    const top = row * load<i32>(op, c.CONV_STRIDE_Y) - load<i32>(op, c.CONV_TOP)
    const left = (within - row * outWidth) * load<i32>(op, c.CONV_STRIDE_X) - load<i32>(op, c.CONV_LEFT)
    let to = table + 4 * r
    for (let ky = 0; ky < kernelHeight; ky++) {
      const y = top + ky * dilationY
      const line = input + (image * height + y) * width * stride
      for (let kx = 0; kx < kernelWidth; kx++) {
        const x = left + kx * dilationX
        const inside = <u32>y < <u32>height && <u32>x < <u32>width
        store<i32>(to, inside ? line + x * stride : zeros)
        to += 4 * count
      }
    }
  }
}

/** Scales the pixels of a tile into the scratch, and lets the table point there. */
function scalePixels(op: usize, table: usize, count: i32): void {
  const channels = load<i32>(op, c.CONV_CHANNELS)
  const scale: usize = load<u32>(op, c.CONV_SCALE)
  const shift: usize = load<u32>(op, c.CONV_SHIFT)
  const floor = load<f32>(op, c.CONV_SCALED_FLOOR)
  const floors = f32x4.splat(floor)
  let to = scratch() + load<u32>(op, c.CONV_SCALED)
  for (let r = 0; r < count; r++) {
    const from: usize = load<u32>(table + 4 * r)
    store<u32>(table + 4 * r, to)
    const bytes: usize = 4 * channels
    let at: usize = 0
    for (; at + 16 <= bytes; at += 16)
      v128.store(to + at, atLeast(madd(v128.load(from + at), v128.load(scale + at), v128.load(shift + at)), floors))
    for (; at < bytes; at += 4)
      store<f32>(to + at, atLeastOne(load<f32>(from + at) * load<f32>(scale + at) + load<f32>(shift + at), floor))
    to += bytes
  }
}
