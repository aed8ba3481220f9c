/**
 * @file eˣ, tanh and powers, without tables: their constants would have to lie in the memory that all threads share. In
 * double, for results in float.
 */

const LN2: f64 = 0.6931471805599453

/** eˣ = 2ⁿ eʳ with |r| ≤ ln 2 / 2, and eʳ by its series: the ninth term is below 10⁻⁹. */
export function exp(x: f64): f64 {
  if (x != x) return x
  const bounded = min(max(x, -700.0), 700.0)
  const n = nearest(bounded / LN2)
  const r = bounded - n * LN2
  let sum: f64 = 1
  for (let i = 10; i > 0; i--) sum = 1 + (sum * r) / <f64>i
  return sum * reinterpret<f64>((<i64>n + 1023) << 52)
}

/** Near 0, where 1 − 2/(e²ˣ + 1) would lose its digits, by the series x − x³/3 + 2x⁵/15. */
export function tanh(x: f64): f64 {
  if (abs(x) < 0.01) return x * (1 - x * x * (1.0 / 3 - x * x * (2.0 / 15)))
  return 1 - 2 / (exp(2 * x) + 1)
}

/**
 * ln x = n ln 2 + 2 artanh((m − 1)/(m + 1)) with m between 1/√2 and √2: the ninth term of the series is below 10⁻¹².
 * For x above 0.
 */
function log(x: f64): f64 {
  const bits = reinterpret<i64>(x)
  let n = (bits >> 52) - 1023
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000)
  if (m > 1.4142135623730951) {
    m /= 2
    n += 1
  }
  const z = (m - 1) / (m + 1)
  const square = z * z
  let sum: f64 = 0
  for (let i = 17; i > 0; i -= 2) sum = sum * square + 1.0 / <f64>i
  return <f64>n * LN2 + 2 * z * sum
}

/** xʸ for x of at least 0; NaN below, as everywhere for a y that is not whole. */
export function power(x: f64, y: f64): f64 {
  if (x > 0) return exp(y * log(x))
  if (x == 0) return y > 0 ? 0 : y == 0 ? 1 : Infinity
  return NaN
}
