/**
 * @file A dense layer for one image: every weight is used once, so the memory is the limit and not the multiplier. Four
 * panels of eight units are read side by side, since four streams come faster than one. Sums are taken over 512 terms
 * at a time and then added up: in one chain over thousands of terms the rounding errors would double.
 */

import * as c from './generated/constants'
import { tile1 } from './generated/tile'
import { scratch } from './scratch'
import { atLeastOne, madd } from './simd'

const CHAIN: i32 = 512

/** A piece is four panels. */
export function dense(op: usize, piece: i32): void {
  const terms = load<i32>(op, c.DENSE_TERMS)
  const filters = load<i32>(op, c.DENSE_FILTERS)
  const input: usize = load<u32>(op, c.DENSE_INPUT)
  const panel: usize = 32 * <usize>terms
  const first = 4 * piece
  const panels = min(4, ((filters + 7) >> 3) - first)
  const weights = load<u32>(op, c.DENSE_WEIGHTS) + <usize>first * panel
  const bias = load<u32>(op, c.DENSE_BIAS) + 32 * first
  const sums = scratch()
  memory.copy(sums, bias, 32 * panels)
  for (let from = 0; from < terms; from += CHAIN) {
    const count = min(CHAIN, terms - from)
    const at = weights + <usize>from * 32
    if (panels == 4) four(input + 4 * from, at, panel, count, sums)
    else for (let i = 0; i < panels; i++) one(input + 4 * from, at + i * panel, count, sums + 32 * i)
  }
  finish(op, sums, 8 * first, min(8 * panels, filters - 8 * first))
}

function four(input: usize, weights: usize, panel: usize, count: i32, sums: usize): void {
  let w1 = weights + panel
  let w2 = w1 + panel
  let w3 = w2 + panel
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0
  for (; count > 0; count--) {
    const x = v128.load32_splat(input)
    s0 = madd(x, v128.load(weights), s0); s1 = madd(x, v128.load(weights, 16), s1)
    s2 = madd(x, v128.load(w1), s2); s3 = madd(x, v128.load(w1, 16), s3)
    s4 = madd(x, v128.load(w2), s4); s5 = madd(x, v128.load(w2, 16), s5)
    s6 = madd(x, v128.load(w3), s6); s7 = madd(x, v128.load(w3, 16), s7)
    input += 4
    weights += 32; w1 += 32; w2 += 32; w3 += 32
  }
  v128.store(sums, f32x4.add(v128.load(sums), s0)); v128.store(sums, f32x4.add(v128.load(sums, 16), s1), 16)
  v128.store(sums, f32x4.add(v128.load(sums, 32), s2), 32); v128.store(sums, f32x4.add(v128.load(sums, 48), s3), 48)
  v128.store(sums, f32x4.add(v128.load(sums, 64), s4), 64); v128.store(sums, f32x4.add(v128.load(sums, 80), s5), 80)
  v128.store(sums, f32x4.add(v128.load(sums, 96), s6), 96); v128.store(sums, f32x4.add(v128.load(sums, 112), s7), 112)
}

function one(input: usize, weights: usize, count: i32, sums: usize): void {
  store<u32>(scratch() + c.TILE_SCRATCH_BYTES, input)
  tile1(scratch() + c.TILE_SCRATCH_BYTES, 1, count, weights, 1, sums, 32, sums, 0, 0, f32x4.splat(-Infinity))
}

function finish(op: usize, sums: usize, first: i32, count: i32): void {
  const output = load<u32>(op, c.DENSE_OUTPUT) + 4 * first
  const residual: usize = load<u32>(op, c.DENSE_RESIDUAL)
  const floor = load<f32>(op, c.DENSE_FLOOR)
  for (let i = 0; i < count; i++) {
    let sum = load<f32>(sums + 4 * i)
    if (residual) sum += load<f32>(residual + 4 * (first + i))
    store<f32>(output + 4 * i, atLeastOne(sum, floor))
  }
}
