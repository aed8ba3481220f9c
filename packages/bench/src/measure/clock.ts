/**
 * The smallest step of `performance.now()` in milliseconds: 0.005 in an isolated page, 0.1 in others, 1 in some
 * browsers, next to nothing in Node.
 */
export function clockGrain(now: () => number = () => performance.now()): number {
  let grain = Infinity
  for (let i = 0; i < 10; i++) {
    const start = now()
    let next = start
    while (next === start) next = now()
    grain = Math.min(grain, next - start)
  }
  return grain
}
