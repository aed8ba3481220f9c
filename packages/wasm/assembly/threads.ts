/**
 * @file How threads share the steps of a program. One 64-bit word says which run it is (8 bits), which step (14), how
 * many pieces the step has (14), how many are taken from the front (14) and from the back (14). The caller takes from
 * the front and the workers from the back, so that each stays with its part of the maps. A piece belongs to whoever
 * changes the word, so nobody can take one of a step or a run that is over. Whoever finishes the last piece of a step
 * publishes the next.
 *
 * Sums never depend on who takes a piece, so the results have the same bits however many threads there are.
 */

import * as c from './generated/constants'
import { setScratch } from './scratch'
import { runPiece } from './steps'

/** Turns of waiting, of about 20 ns, before a worker sleeps, or the caller goes back to its event loop. */
const SPINS: i32 = 4000

// The word, from its low bits: back, front, count, step, run.
function count(word: u64): i32 { return <i32>((word >> 28) & 0x3fff) }
function front(word: u64): i32 { return <i32>((word >> 14) & 0x3fff) }
function back(word: u64): i32 { return <i32>(word & 0x3fff) }
function step(word: u64): i32 { return <i32>((word >> 42) & 0x3fff) }

/** All steps on this thread alone. */
export function run(program: usize, steps: i32): void {
  for (let i = 0; i < steps; i++) {
    const op = program + i * c.RECORD_BYTES
    const pieces = load<i32>(op, c.PIECES)
    for (let piece = 0; piece < pieces; piece++) runPiece(op, piece)
  }
}

/** Publishes a run for all threads. None may be under way. */
export function start(program: usize, steps: i32): void {
  store<i32>(c.CONTROL_PROGRAM, <i32>program)
  store<i32>(c.CONTROL_STEPS, steps)
  const word = atomic.load<u64>(c.CONTROL_CLAIM)
  publish(((word >> 56) + 1) << 56, 0)
}

/**
 * The caller's share. True when the run is over, false when others are still at it and this thread has waited for a
 * while.
 */
export function help(): bool {
  let spins = SPINS
  while (true) {
    const word = atomic.load<u64>(c.CONTROL_CLAIM)
    if (step(word) == load<i32>(c.CONTROL_STEPS)) return true
    if (take(word, 0)) spins = SPINS
    else if (--spins == 0) return false
  }
}

/** A worker's life: until `stop`. The caller is thread 0. */
export function work(thread: i32): void {
  let spins = SPINS
  while (!atomic.load<i32>(c.CONTROL_STOP)) {
    const turn = atomic.load<i32>(c.CONTROL_TURN)
    const word = atomic.load<u64>(c.CONTROL_CLAIM)
    if (take(word, thread)) spins = SPINS
    else if (--spins <= 0) {
      atomic.add<i32>(c.CONTROL_SLEEPERS, 1)
      if (!atomic.load<i32>(c.CONTROL_STOP)) atomic.wait<i32>(c.CONTROL_TURN, turn, -1)
      atomic.sub<i32>(c.CONTROL_SLEEPERS, 1)
      spins = SPINS
    }
  }
}

/** Ends the workers. */
export function stop(): void {
  atomic.store<i32>(c.CONTROL_STOP, 1)
  atomic.add<i32>(c.CONTROL_TURN, 1)
  atomic.notify(c.CONTROL_TURN, -1)
}

/** Takes and runs a piece, if there is one. */
function take(word: u64, thread: i32): bool {
  const pieces = count(word)
  if (front(word) + back(word) >= pieces) return false
  const piece = thread == 0 ? front(word) : pieces - 1 - back(word)
  if (atomic.cmpxchg<u64>(c.CONTROL_CLAIM, word, word + (thread == 0 ? 1 << 14 : 1)) != word) return true
  setScratch(load<i32>(c.CONTROL_SCRATCH) + thread * load<i32>(c.CONTROL_SCRATCH_BYTES))
  runPiece(load<i32>(c.CONTROL_PROGRAM) + step(word) * c.RECORD_BYTES, piece)
  if (atomic.add<i32>(c.CONTROL_DONE, 1) + 1 == pieces) publish(word, step(word) + 1)
  return true
}

function publish(word: u64, next: i32): void {
  const pieces = next < load<i32>(c.CONTROL_STEPS)
    ? load<i32>(load<i32>(c.CONTROL_PROGRAM) + next * c.RECORD_BYTES, c.PIECES)
    : 0
  atomic.store<i32>(c.CONTROL_DONE, 0)
  atomic.store<u64>(c.CONTROL_CLAIM, ((word >> 56) << 56) | (<u64>next << 42) | (<u64>pieces << 28))
  atomic.add<i32>(c.CONTROL_TURN, 1)
  if (pieces > 1 && atomic.load<i32>(c.CONTROL_SLEEPERS)) atomic.notify(c.CONTROL_TURN, -1)
}
