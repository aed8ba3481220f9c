/** @file From a record's code to its kernel. */

import { CODE, RUN_ACTIVATION, RUN_ADD, RUN_AFFINE, RUN_CONV, RUN_COPY, RUN_DENSE, RUN_FLATTEN, RUN_LRN, RUN_POOL,
  RUN_RBF } from './generated/constants'
import { RUN_SPACE_TO_DEPTH, RUN_WINOGRAD, RUN_WINOGRAD_INPUT, RUN_WINOGRAD_MULTIPLY,
  RUN_WINOGRAD_OUTPUT } from './generated/constants'
import { conv } from './conv'
import { dense } from './dense'
import { activate, add, affine, copy, flatten } from './elementwise'
import { lrn } from './lrn'
import { pool } from './pool'
import { rbf } from './rbf'
import { spaceToDepth } from './space-to-depth'
import { winograd, winogradInput, winogradMultiply, winogradOutput } from './winograd'

/** One piece of one step. */
export function runPiece(op: usize, piece: i32): void {
  switch (load<i32>(op, CODE)) {
    case RUN_CONV: return conv(op, piece)
    case RUN_DENSE: return dense(op, piece)
    case RUN_WINOGRAD: return winograd(op, piece)
    case RUN_WINOGRAD_INPUT: return winogradInput(op, piece)
    case RUN_WINOGRAD_MULTIPLY: return winogradMultiply(op, piece)
    case RUN_WINOGRAD_OUTPUT: return winogradOutput(op, piece)
    case RUN_SPACE_TO_DEPTH: return spaceToDepth(op, piece)
    case RUN_POOL: return pool(op, piece)
    case RUN_AFFINE: return affine(op, piece)
    case RUN_ACTIVATION: return activate(op, piece)
    case RUN_ADD: return add(op, piece)
    case RUN_COPY: return copy(op, piece)
    case RUN_FLATTEN: return flatten(op, piece)
    case RUN_LRN: return lrn(op, piece)
    case RUN_RBF: return rbf(op, piece)
    default: unreachable()
  }
}
