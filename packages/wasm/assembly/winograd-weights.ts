/** @file G g Gᵀ: kernels become 36 matrices [panel][channel][8], once, when a model is made. */

import { PACKED_CHANNELS, TILE_SCRATCH_BYTES } from './generated/constants'
import { scratch } from './scratch'
import { madd } from './simd'
import { P, Q } from './winograd-points'

/**
 * `filters` kernels at `source`, [filter][channels][kernel][kernel], in whole panels (the last may be filled up with
 * zeros), to `dest`, one matrix every `placeBytes`. With a stride the channels are those of `spaceToDepth`: stride²
 * times as many, and as many zeros behind as fill up `outChannels`. `scale` is the address of a factor for each filter,
 * or 0.
 */
export function packWinograd(
  source: usize, dest: usize, filters: i32, channels: i32, kernel: i32, stride: i32, outChannels: i32,
    placeBytes: usize, scale: usize,
): void {
  const taps = (kernel + stride - 1) / stride
  const own: usize = 4 * channels * kernel * kernel
  for (let first = 0; first < filters; first += 8) {
    const count = min(8, filters - first)
    for (let from = 0; from < outChannels; from += PACKED_CHANNELS) {
      const some = min(PACKED_CHANNELS, outChannels - from)
      for (let i = 0; i < some; i++) {
        gather(source, own, count, from + i, channels, kernel, stride, scale ? scale + 4 * first : 0)
        transformKernels(taps, block() + 32 * i)
      }
      spread(dest, placeBytes, 32 * some)
      dest += 32 * some
    }
    source += 8 * own
  }
}

/** The taps of one channel of eight filters: [taps][taps][8], at the thread's scratch. */
function gather(source: usize, own: usize, count: i32, channel: i32, channels: i32, kernel: i32, stride: i32,
  scale: usize): void {
  const taps = (kernel + stride - 1) / stride
  const to = scratch()
  memory.fill(to, 0, 32 * taps * taps)
  const phase = channel / channels
  if (phase >= stride * stride) return
  const from = source + 4 * (channel - phase * channels) * kernel * kernel
  for (let y = 0; y < taps; y++)
    for (let x = 0; x < taps; x++) {
      const ky = y * stride + phase / stride
      const kx = x * stride + (phase % stride)
      if (ky >= kernel || kx >= kernel) continue
      let at = from + 4 * (ky * kernel + kx)
      for (let i = 0; i < count; i++) {
        const value = load<f32>(at)
        store<f32>(to + 32 * (y * taps + x) + 4 * i, scale ? value * load<f32>(scale + 4 * i) : value)
        at += own
      }
    }
}

/** 36 places of some channels, [place][PACKED_CHANNELS][8], behind the half of a transform. */
function block(): usize {
  return scratch() + TILE_SCRATCH_BYTES + 1024
}

/**
 * The places are a power of two apart more often than not, so that single lines would push each other out of the cache.
 */
function spread(dest: usize, placeBytes: usize, bytes: usize): void {
  for (let place = 0; place < 36; place++) memory.copy(dest + place * placeBytes,
    block() + place * 32 * PACKED_CHANNELS, bytes)
}

function transformKernels(taps: i32, to: usize): void {
  transform(scratch(), taps, to, 32 * PACKED_CHANNELS)
  transform(scratch() + 16, taps, to + 16, 32 * PACKED_CHANNELS)
}

function transform(from: usize, taps: i32, dest: usize, placeBytes: usize): void {
  const half = scratch() + TILE_SCRATCH_BYTES
  for (let x = 0; x < taps; x++) evaluate(from + 32 * x, 32 * taps, taps, half + 16 * x, 96)
  for (let y = 0; y < 6; y++) evaluate(half + 96 * y, 16, taps, dest + 6 * y * placeBytes, placeBytes)
}

/** G g in one dimension: up to five taps at six points. */
function evaluate(from: usize, step: usize, taps: i32, to: usize, toStep: usize): void {
  const zero = f32x4.splat(0)
  const g0 = v128.load(from)
  const g1 = taps > 1 ? v128.load(from + step) : zero
  const g2 = taps > 2 ? v128.load(from + 2 * step) : zero
  const g3 = taps > 3 ? v128.load(from + 3 * step) : zero
  const g4 = taps > 4 ? v128.load(from + 4 * step) : zero
  v128.store(to, g0)
  both(madd(f32x4.splat(0.25), g4, madd(f32x4.splat(0.5), g2, g0)), madd(f32x4.splat(0.5), g3, g1), P, -1.5,
    to + toStep, toStep)
  both(madd(f32x4.splat(4), g4, madd(f32x4.splat(2), g2, g0)), madd(f32x4.splat(2), g3, g1), Q, 6, to + 3 * toStep,
    toStep)
  v128.store(to + 5 * toStep, v128.load(from + (taps - 1) * step))
}

/** Even and odd powers at a point and at its negative. */
function both(even: v128, odd: v128, point: f32, divisor: f32, to: usize, toStep: usize): void {
  odd = f32x4.mul(odd, f32x4.splat(point))
  const factor = f32x4.splat(1 / divisor)
  v128.store(to, f32x4.mul(f32x4.add(even, odd), factor))
  v128.store(to + toStep, f32x4.mul(f32x4.sub(even, odd), factor))
}
