/** @file What a person is told of a place that cannot be written. */

import { UsageError } from '../terminal/usage.ts'

// Public API

/** An error of Node's as one that names the path and says what is wrong there; any other error as it is. */
export function cannotWrite(path: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error
  return new UsageError(`${path} cannot be written: ${reasons[String(error.code)] ?? error.message}`)
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

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'the disk takes no file of that size',
  EROFS: 'the disk is read-only',
  EACCES: 'it may not be written here',
  EPERM: 'it may not be written here',
  ENOENT: 'its folder is not there',
  ENOTDIR: 'a file stands where a folder should be',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its links go round',
}

const anywhere: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'EACCES', 'EPERM'])
