/** @file Radial basis functions: −Σ (x − code)² for each unit. */

import * as c from './generated/constants'

/** A piece is a range of images. */
export function rbf(op: usize, piece: i32): void {
  const images = load<i32>(op, c.RBF_IMAGES)
  const pieces = load<i32>(op, c.PIECES)
  const channels = load<i32>(op, c.RBF_CHANNELS)
  const units = load<i32>(op, c.RBF_UNITS)
  for (let image = (images * piece) / pieces; image < (images * (piece + 1)) / pieces; image++) {
    const from = load<u32>(op, c.RBF_INPUT) + 4 * <usize>image * channels
    let code: usize = load<u32>(op, c.RBF_CODES)
    for (let unit = 0; unit < units; unit++) {
      let sum: f64 = 0
      for (let i = 0; i < channels; i++) {
        const difference = <f64>load<f32>(from + 4 * i) - <f64>load<f32>(code)
        sum += difference * difference
        code += 4
      }
      store<f32>(load<u32>(op, c.RBF_OUTPUT) + 4 * (<usize>image * units + unit), <f32>-sum)
    }
  }
}
