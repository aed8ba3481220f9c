/**
 * @file What is done to each value on its own: factor and term per channel, activations, sums of two maps, copies of
 * channels. A piece is a range of pixels.
 */

import * as c from './generated/constants'
import { exp, tanh } from './functions'
import { atLeast, atLeastOne, madd } from './simd'

/** All of these records begin alike. */
function pixel(op: usize, piece: i32): i32 {
  const pixels = load<i32>(op, c.AFFINE_IMAGES) * load<i32>(op, c.AFFINE_HEIGHT) * load<i32>(op, c.AFFINE_WIDTH)
  return <i32>((<i64>pixels * piece) / load<i32>(op, c.PIECES))
}

export function affine(op: usize, piece: i32): void {
  const scale: usize = load<u32>(op, c.AFFINE_SCALE)
  const shift: usize = load<u32>(op, c.AFFINE_SHIFT)
  const floor = load<f32>(op, c.AFFINE_FLOOR)
  const floors = f32x4.splat(floor)
  const bytes: usize = 4 * load<i32>(op, c.AFFINE_CHANNELS)
  const end = pixel(op, piece + 1)
  for (let i = pixel(op, piece); i < end; i++) {
    const from = load<u32>(op, c.AFFINE_INPUT) + i * <usize>load<u32>(op, c.AFFINE_INPUT_STRIDE)
    const to = load<u32>(op, c.AFFINE_OUTPUT) + i * <usize>load<u32>(op, c.AFFINE_OUTPUT_STRIDE)
    let at: usize = 0
    for (; at + 16 <= bytes; at += 16)
      v128.store(to + at, atLeast(madd(v128.load(from + at), v128.load(scale + at), v128.load(shift + at)), floors))
    for (; at < bytes; at += 4)
      store<f32>(to + at, atLeastOne(load<f32>(from + at) * load<f32>(scale + at) + load<f32>(shift + at), floor))
  }
}

export function add(op: usize, piece: i32): void {
  const floor = load<f32>(op, c.ADD_FLOOR)
  const floors = f32x4.splat(floor)
  const bytes: usize = 4 * load<i32>(op, c.ADD_CHANNELS)
  const end = pixel(op, piece + 1)
  for (let i = pixel(op, piece); i < end; i++) {
    const from = load<u32>(op, c.ADD_INPUT) + i * <usize>load<u32>(op, c.ADD_INPUT_STRIDE)
    const other = load<u32>(op, c.ADD_OTHER) + i * <usize>load<u32>(op, c.ADD_OTHER_STRIDE)
    const to = load<u32>(op, c.ADD_OUTPUT) + i * <usize>load<u32>(op, c.ADD_OUTPUT_STRIDE)
    let at: usize = 0
    for (; at + 16 <= bytes; at += 16)
      v128.store(to + at, atLeast(f32x4.add(v128.load(from + at), v128.load(other + at)), floors))
    for (; at < bytes; at += 4) store<f32>(to + at, atLeastOne(load<f32>(from + at) + load<f32>(other + at), floor))
  }
}

export function activate(op: usize, piece: i32): void {
  const kind = load<i32>(op, c.ACTIVATION_ACTIVATION)
  const bytes: usize = 4 * load<i32>(op, c.ACTIVATION_CHANNELS)
  const end = pixel(op, piece + 1)
  for (let i = pixel(op, piece); i < end; i++) {
    const from = load<u32>(op, c.ACTIVATION_INPUT) + i * <usize>load<u32>(op, c.ACTIVATION_INPUT_STRIDE)
    const to = load<u32>(op, c.ACTIVATION_OUTPUT) + i * <usize>load<u32>(op, c.ACTIVATION_OUTPUT_STRIDE)
    let at: usize = 0
    if (kind == c.ACTIVATION_RELU)
      for (; at + 16 <= bytes; at += 16) v128.store(to + at, atLeast(v128.load(from + at), f32x4.splat(0)))
    for (; at < bytes; at += 4) store<f32>(to + at, activated(load<f32>(from + at), kind))
  }
}

function activated(x: f32, kind: i32): f32 {
  if (kind == c.ACTIVATION_RELU) return atLeastOne(x, 0)
  if (kind == c.ACTIVATION_SIGMOID) return <f32>(1 / (1 + exp(-x)))
  if (kind == c.ACTIVATION_TANH) return <f32>tanh(x)
  return <f32>(1.7159 * tanh((2.0 / 3) * x))
}

/** Channels from one map into another, or zeros. */
export function copy(op: usize, piece: i32): void {
  const bytes: usize = 4 * load<i32>(op, c.COPY_CHANNELS)
  const zero = load<i32>(op, c.COPY_FROM_ZERO)
  const end = pixel(op, piece + 1)
  for (let i = pixel(op, piece); i < end; i++) {
    const from = load<u32>(op, c.COPY_INPUT) + i * <usize>load<u32>(op, c.COPY_INPUT_STRIDE)
    const to = load<u32>(op, c.COPY_OUTPUT) + i * <usize>load<u32>(op, c.COPY_OUTPUT_STRIDE)
    if (zero) memory.fill(to, 0, bytes)
    else memory.copy(to, from, bytes)
  }
}

/** A feature map as a vector, channel by channel. A piece is a range of pixels of all images. */
export function flatten(op: usize, piece: i32): void {
  const channels = load<i32>(op, c.FLATTEN_CHANNELS)
  const area = load<i32>(op, c.FLATTEN_HEIGHT) * load<i32>(op, c.FLATTEN_WIDTH)
  const end = pixel(op, piece + 1)
  for (let i = pixel(op, piece); i < end; i++) {
    const from = load<u32>(op, c.FLATTEN_INPUT) + i * <usize>load<u32>(op, c.FLATTEN_INPUT_STRIDE)
    const image = i / area
    let to = load<u32>(op, c.FLATTEN_OUTPUT) + 4 * (<usize>image * area * channels + (i - image * area))
    for (let k = 0; k < channels; k++) {
      store<f32>(to, load<f32>(from + 4 * k))
      to += 4 * area
    }
  }
}
