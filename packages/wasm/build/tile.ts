/**
 * @file Writes the heart of all convolutions: a tile of 1 to 6 rows (pixels) by 8 columns (filters) whose sums stay in
 * registers.
 *
 * For each channel, two registers of weights (8 filters) are loaded once, and each pixel's value is spread over a
 * register and multiplied into the two sums of its row. With 6 rows that is 12 multiply-adds for 8 loads, on the 15
 * registers that V8 gives on x64: 12 sums, 2 of weights, 1 of pixels. Fewer rows leave the multipliers waiting for
 * loads; more would spill sums into memory.
 *
 * `rows` is a table [taps][rows] of addresses: where each pixel lies under each tap of the kernel. So one tile serves
 * every kernel size, stride, dilation and padding (whose address is a row of zeros), and the products of Winograd's
 * transform (one tap).
 *
 * `if (--k == 0) break` between the steps is no accident: in one unrolled expression all loads would be moved to the
 * front, and spill.
 */

const steps = 4

const list = (count: number, each: (i: number) => string, separator = '\n') =>
  Array.from({ length: count }, (_, i) => each(i)).join(separator)

function step(rows: number, at: number): string {
  const row = (r: number) =>
    `        x = v128.load32_splat(a${r}, ${4 * at}); l${r} = madd(x, wl, l${r}); r${r} = madd(x, wr, r${r})`
  return `
        wl = v128.load(weights, ${32 * at}); wr = v128.load(weights, ${32 * at + 16})
${list(rows, row)}
        if (--k == 0) break`
}

const addResidual = (r: number): string =>
  `      l${r} = f32x4.add(l${r}, v128.load(from)); r${r} = f32x4.add(r${r}, v128.load(from, 16)); ` +
  'from += residualStride'

const store = (r: number): string =>
  `    v128.store(to, atLeast(l${r}, floor)); v128.store(to, atLeast(r${r}, floor), 16); to += outputStride`

const tile = (rows: number): string => `
export function tile${rows}(
  rows: usize, taps: i32, channels: i32, weights: usize, panels: i32,
  output: usize, outputStride: usize, bias: usize, residual: usize, residualStride: usize, floor: v128,
): void {
  for (; panels > 0; panels--) {
    let l0 = v128.load(bias), r0 = v128.load(bias, 16)
    let ${list(rows - 1, (r) => `l${r + 1} = l0, r${r + 1} = r0`, ', ') || 'unused = 0'}
    let wl: v128, wr: v128, x: v128
    let at = rows
    for (let tap = taps; tap > 0; tap--) {
      let ${list(rows, (r) => `a${r}: usize = load<u32>(at, ${4 * r})`, ', ')}
      at += ${4 * rows}
      const next = weights + (<usize>channels << 5)
      let k = channels
      while (true) {${list(steps, (at) => step(rows, at), '')}
        ${list(rows, (r) => `a${r} += ${4 * steps}`, '; ')}
        weights += ${32 * steps}
      }
      weights = next
    }
    if (residual) {
      let from = residual
${list(rows, addResidual)}
      residual += 32
    }
    let to = output
${list(rows, store)}
    output += 32
    bias += 32
  }
}
`

const names = [
  'rows',
  'taps',
  'channels',
  'weights',
  'panels',
  'output',
  'outputStride',
  'bias',
  'residual',
  'residualStride',
  'floor',
].join(', ')

export const tiles = (): string => `// Made by build/tile.ts.
import { atLeast, madd } from '../simd'
${list(6, (i) => tile(i + 1), '')}
/** The tile of \`count\` rows, 1 to 6. */
export function tile(
  count: i32, rows: usize, taps: i32, channels: i32, weights: usize, panels: i32,
  output: usize, outputStride: usize, bias: usize, residual: usize, residualStride: usize, floor: v128,
): void {
${list(5, (i) => `  if (count == ${6 - i}) return tile${6 - i}(${names})`)}
  tile1(${names})
}
`
