/** @file What Node's errors of writing a file mean to a person. */

import { messageOf } from '@cnn/shapes'

// Public API

/** In words where they are known: 'the disk is full'; else the error's own message. */
export const whyNotWritten = (error: unknown): string =>
  (error instanceof Error && 'code' in error ? reasons[String(error.code)] : undefined) ?? messageOf(error)

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
  EEXIST: 'a file stands where a folder should be',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its links go round',
}
