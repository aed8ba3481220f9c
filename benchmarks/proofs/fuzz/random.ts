/** @file Random choices that a seed tells, so that every case can be had again. */

export interface Random {
  /** A whole number from 0, below that one. */
  below(most: number): number
  /** True once in so many times. */
  once(times: number): boolean
  of<T>(things: readonly T[]): T
  bytes(count: number): Uint8Array<ArrayBuffer>
  /** A number that readers stumble over: small, a power of two or one beside it, or any. */
  size(): number
}

/** Mulberry32, of a seed and the number of a case. */
export function randomOf(seed: number, index: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)
  const below = (most: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * most)
  }
  return {
    below,
    once: (times) => below(times) === 0,
    of: (things) => things[below(things.length)]!,
    bytes: (count) => new Uint8Array(count).map(() => below(256)),
    size: () => {
      const kind = below(4)
      if (kind === 0) return below(10)
      if (kind === 1) return below(2 ** 16)
      return Math.max(0, 2 ** below(54) + below(3) - 1)
    },
  }
}
