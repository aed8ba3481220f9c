/**
 * @file How threads share the steps of a program. One 64-bit word says which run it is (16 bits), which step (16), how many pieces the step has
 * (12), how many are taken from the front (10) and from the back (10). The caller takes from the front and the workers from the back, so
 * that each stays with its part of the maps. A piece belongs to whoever changes the word, so nobody can take one of a step or a run that is
 * over. Whoever finishes the last piece of a step publishes the next.
 *
 * Sums never depend on who takes a piece, so the results have the same bits however many threads there are.
 */

import { CONTROL_CLAIM, CONTROL_DONE, CONTROL_PROGRAM, CONTROL_SLEEPERS, CONTROL_STEPS, CONTROL_STOP, CONTROL_TURN, PIECES, RECORD_BYTES } from './generated/constants'
import { runPiece } from './steps'

/** Turns of waiting, of about 20 ns, before a worker sleeps, or the caller goes back to its event loop. */
const SPINS: i32 = 4000

// The word, from its low bits: back, front, count, step, run.
function count(word: u64): i32 { return <i32>((word >> 20) & 0xfff) }
function front(word: u64): i32 { return <i32>((word >> 10) & 0x3ff) }
function back(word: u64): i32 { return <i32>(word & 0x3ff) }
function step(word: u64): i32 { return <i32>((word >> 32) & 0xffff) }

/** All steps on this thread alone. */
export function run(program: usize, steps: i32): void {
  for (let i = 0; i < steps; i++) {
    const op = program + i * RECORD_BYTES
    const pieces = load<i32>(op, PIECES)
    for (let piece = 0; piece < pieces; piece++) runPiece(op, piece)
  }
}

/** Publishes a run for all threads. None may be under way. */
export function start(program: usize, steps: i32): void {
  store<i32>(CONTROL_PROGRAM, <i32>program)
  store<i32>(CONTROL_STEPS, steps)
  const word = atomic.load<u64>(CONTROL_CLAIM)
  publish(((word >> 48) + 1) << 48, 0)
}

/** The caller's share. True when the run is over, false when others are still at it and this thread has waited for a while. */
export function help(): bool {
  let spins = SPINS
  while (true) {
    const word = atomic.load<u64>(CONTROL_CLAIM)
    if (step(word) == load<i32>(CONTROL_STEPS)) return true
    if (take(word, true)) spins = SPINS
    else if (--spins == 0) return false
  }
}

/** A worker's life: until `stop`. */
export function work(): void {
  let spins = SPINS
  while (!atomic.load<i32>(CONTROL_STOP)) {
    const turn = atomic.load<i32>(CONTROL_TURN)
    const word = atomic.load<u64>(CONTROL_CLAIM)
    if (take(word, false)) spins = SPINS
    else if (--spins <= 0) {
      atomic.add<i32>(CONTROL_SLEEPERS, 1)
      if (!atomic.load<i32>(CONTROL_STOP)) atomic.wait<i32>(CONTROL_TURN, turn, -1)
      atomic.sub<i32>(CONTROL_SLEEPERS, 1)
      spins = SPINS
    }
  }
}

/** Ends the workers. */
export function stop(): void {
  atomic.store<i32>(CONTROL_STOP, 1)
  atomic.add<i32>(CONTROL_TURN, 1)
  atomic.notify(CONTROL_TURN, -1)
}

/** Takes and runs a piece, if there is one. */
function take(word: u64, fromFront: bool): bool {
  const pieces = count(word)
  if (front(word) + back(word) >= pieces) return false
  const piece = fromFront ? front(word) : pieces - 1 - back(word)
  if (atomic.cmpxchg<u64>(CONTROL_CLAIM, word, word + (fromFront ? 1 << 10 : 1)) != word) return true
  runPiece(load<i32>(CONTROL_PROGRAM) + step(word) * RECORD_BYTES, piece)
  if (atomic.add<i32>(CONTROL_DONE, 1) + 1 == pieces) publish(word, step(word) + 1)
  return true
}

function publish(word: u64, next: i32): void {
  const pieces = next < load<i32>(CONTROL_STEPS) ? load<i32>(load<i32>(CONTROL_PROGRAM) + next * RECORD_BYTES, PIECES) : 0
  atomic.store<i32>(CONTROL_DONE, 0)
  atomic.store<u64>(CONTROL_CLAIM, ((word >> 48) << 48) | (<u64>next << 32) | (<u64>pieces << 20))
  atomic.add<i32>(CONTROL_TURN, 1)
  if (pieces > 1 && atomic.load<i32>(CONTROL_SLEEPERS)) atomic.notify(CONTROL_TURN, -1)
}
