import type { AvgPoolAttrs } from '@cnn/shapes'

/**
 * Of each window of an average pooling, on one axis of `size` pixels: the pixels that it sees, and what it divides by.
 * What hangs over the padding counts for nobody.
 */
export function meanWindows(attrs: AvgPoolAttrs, axis: 0 | 1, size: number, count: number) {
  const [before, after] = axis === 0 ? [attrs.pad[0], attrs.pad[2]] : [attrs.pad[3], attrs.pad[1]]
  return Array.from({ length: count }, (_, window) => {
    const start = window * attrs.stride[axis] - before
    const end = Math.min(start + attrs.kernel[axis], size + after)
    const [from, to] = [Math.max(0, start), Math.min(end, size)]
    return { from, to, divisor: attrs.countPadding ? end - start : to - from }
  })
}
