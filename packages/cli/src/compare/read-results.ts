import { parseResults, ResultsError, type Results } from '@cnn/bench'
import { readPlainFile } from '@cnn/data/node'
import { messageOf, resultBounds } from '@cnn/shapes'
import { stat } from 'node:fs/promises'
import { UsageError } from '../terminal/usage.ts'

/** Throws UsageError that names the file where it cannot be read or holds no results. */
export async function readResults(path: string): Promise<Results> {
  try {
    const { size } = await stat(path)
    // A character takes four bytes at most.
    if (size > 4 * resultBounds.characters) throw new UsageError(`${path} is of ${size} bytes: too many for results`)
    return parseResults((await readPlainFile(path)).toString('utf8'), path)
  } catch (error) {
    if (error instanceof UsageError) throw error
    if (error instanceof ResultsError) throw new UsageError(error.message)
    throw new UsageError(`${path} cannot be read: ${messageOf(error)}`)
  }
}
