/**
 * @file Blocks of stride × stride pixels become the channels of one pixel, so that a convolution with a stride becomes
 * one without, on which Winograd's transform works: 7×7 with stride 2 on 3 channels is 4×4 on 12. Padding becomes real,
 * and channels are filled up to a multiple of four.
 */

import * as c from './generated/constants'

/** A piece is a range of rows of the result. */
export function spaceToDepth(op: usize, piece: i32): void {
  const pieces = load<i32>(op, c.PIECES)
  const outHeight = load<i32>(op, c.SPACE_TO_DEPTH_OUT_HEIGHT)
  const rows = load<i32>(op, c.SPACE_TO_DEPTH_IMAGES) * outHeight
  const end = <i32>((<i64>rows * (piece + 1)) / pieces)
  for (let row = <i32>((<i64>rows * piece) / pieces); row < end; row++) fillRow(op, row / outHeight, row % outHeight)
}

function fillRow(op: usize, image: i32, row: i32): void {
  const height = load<i32>(op, c.SPACE_TO_DEPTH_HEIGHT)
  const width = load<i32>(op, c.SPACE_TO_DEPTH_WIDTH)
  const channels = load<i32>(op, c.SPACE_TO_DEPTH_CHANNELS)
  const outWidth = load<i32>(op, c.SPACE_TO_DEPTH_OUT_WIDTH)
  const stride = load<i32>(op, c.SPACE_TO_DEPTH_STRIDE)
  const inputStride = load<i32>(op, c.SPACE_TO_DEPTH_INPUT_STRIDE)
  const bytes = <usize>outWidth * 4 * load<i32>(op, c.SPACE_TO_DEPTH_OUT_CHANNELS)
  const left = load<i32>(op, c.SPACE_TO_DEPTH_LEFT)
  const line = load<u32>(op, c.SPACE_TO_DEPTH_OUTPUT) +
    (<usize>image * load<i32>(op, c.SPACE_TO_DEPTH_OUT_HEIGHT) + row) * bytes
  const step: usize = 4 * load<i32>(op, c.SPACE_TO_DEPTH_OUT_CHANNELS)
  memory.fill(line, 0, bytes)
  for (let dy = 0; dy < stride; dy++) {
    const y = row * stride + dy - load<i32>(op, c.SPACE_TO_DEPTH_TOP)
    if (<u32>y >= <u32>height) continue
    const from = load<u32>(op, c.SPACE_TO_DEPTH_INPUT) + <usize>(image * height + y) * width * inputStride
    for (let dx = 0; dx < stride; dx++) {
      let to = line + 4 * channels * (dy * stride + dx)
      let x = dx - left
      for (let column = 0; column < outWidth; column++) {
        if (<u32>x < <u32>width) copyPixel(to, from + x * inputStride, channels)
        x += stride
        to += step
      }
    }
  }
}

function copyPixel(to: usize, from: usize, channels: i32): void {
  for (let i = 0; i < channels; i++) store<f32>(to + 4 * i, load<f32>(from + 4 * i))
}
