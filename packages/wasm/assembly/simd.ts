/** @file The two instructions in which the relaxed and the plain build differ, or that have a trap. */

/** x · y + sum: one rounding with relaxed SIMD where the processor has it, two without. */
export function madd(x: v128, y: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(x, y, sum)
  return f32x4.add(f32x4.mul(x, y), sum)
}

/** The larger of both; NaN where x is NaN. One instruction on x64, where `f32x4.max` is nine. */
export function atLeast(x: v128, floor: v128): v128 {
  return f32x4.pmax(x, floor)
}

/** The same for one number. */
export function atLeastOne(x: f32, floor: f32): f32 {
  return x < floor ? floor : x
}
