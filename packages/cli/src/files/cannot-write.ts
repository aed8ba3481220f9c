/** @file What a person is told of a place that cannot be written. */

import { whyNotWritten } from '@cnn/data/node'
import { UsageError } from '../terminal/usage.ts'

// Public API

/** An error of Node's as one that names the path and says what is wrong there; any other error as it is. */
export function cannotWrite(path: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error
  return new UsageError(`${path} cannot be written: ${whyNotWritten(error)}`)
}

/**
 * In words, for an error that has come from anywhere and can only be of a disk that is full or may not be written; else
 * undefined.
 */
export const diskProblem = (error: unknown): UsageError | undefined =>
  error instanceof Error && 'code' in error && anywhere.has(String(error.code))
    ? (cannotWrite('path' in error ? String(error.path) : 'a file', error) as UsageError)
    : undefined

// Implementation

const anywhere: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'EACCES', 'EPERM'])
