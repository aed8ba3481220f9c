/**
 * @file Two that compute in turns, never both at once: whatever slows the machine for a while then slows both. The
 * first gets ready before the second begins to.
 */

/** `turn` settles when the other one has gone through its own, or is over. */
export interface Turns {
  /** Of the first, and of the second, which calls it once before it begins. */
  readonly turn: readonly [() => Promise<void>, () => Promise<void>]
  /** Says that one is over: the other goes on alone. */
  readonly end: (side: 0 | 1) => void
}

/** Neither has begun yet. */
export function takeTurns(): Turns {
  const gates: [(() => void)?, (() => void)?] = []
  const over = [false, false]
  const pass = (side: number) => {
    const open = gates[side]
    gates[side] = undefined
    open?.()
  }
  const turn = (side: 0 | 1) => async () => {
    const other = side === 0 ? 1 : 0
    if (over[other]) return
    const mine = new Promise<void>((open) => (gates[side] = open))
    pass(other)
    await mine
  }
  const end = (side: 0 | 1) => {
    over[side] = true
    pass(side === 0 ? 1 : 0)
  }
  return { turn: [turn(0), turn(1)], end }
}
