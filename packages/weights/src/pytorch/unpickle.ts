/**
 * @file A restricted unpickler. Python's pickle is a program for a machine with a stack, and may call anything. Here it
 * can build numbers, texts, lists, tuples, dicts and tensors; the first mention of anything else ends it, by name, and
 * there is nothing that could run.
 */

import { FormatError } from '../format-error.ts'
import { Machine } from './machine.ts'
import { steps } from './opcodes.ts'
import type { Pickled } from './pickled.ts'

// Public API

/**
 * Runs one pickle from `at`; gives its value and the place after it. Throws FormatError on all that weights do not
 * need.
 */
export function unpickle(bytes: Uint8Array, at = 0): { value: Pickled; end: number } {
  const machine = new Machine(bytes, at)
  for (;;) {
    const opcode = machine.opcode()
    if (opcode === stop) return { value: machine.pop(), end: machine.at }
    const step = steps[opcode]
    if (!step)
      throw new FormatError(
        `the pickle has opcode 0x${opcode.toString(16)} at byte ${machine.at - 1}, which no saved state_dict needs`,
      )
    step(machine)
  }
}

// Implementation

const stop = 0x2e
