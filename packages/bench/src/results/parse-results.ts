/** @file Results out of a file that anybody may have written. */

import { CnnError, printable, resultBounds as most } from '@cnn/shapes'
import { Value, type ValueError } from '@sinclair/typebox/value'
import { ResultsSchema, type Results } from './results.ts'

// Public API

/** A file that holds no results. */
export class ResultsError extends CnnError {
  override name = 'ResultsError'

  constructor(message = '') {
    super(printable(message, 4000))
  }
}

/**
 * Results from a file of unknown origin. Throws ResultsError that names the file and the first thing that is not as the
 * schema says, or that is beyond what a run can have.
 */
export function parseResults(text: string, name: string): Results {
  if (text.length > most.characters)
    throw new ResultsError(`${name} is of ${text.length} characters; results are read up to ${most.characters}`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ResultsError(`${name} is not JSON; choose the results.json that cnn bench or its page wrote`)
  }
  const cells = isRecord(value) && Array.isArray(value.cells) ? value.cells.length : 0
  if (cells > most.cells)
    throw new ResultsError(`${name} holds ${cells} cells; results of at most ${most.cells} are read`)
  if (Value.Check(ResultsSchema, value)) return value
  const errors = firstErrors(value)
  // A wrong value, such as another version, is told before one that is missing.
  const wrong = errors.find((error) => error.value !== undefined) ?? errors[0]
  const where = wrong?.path.slice(1).replaceAll('/', '.') || 'the file'
  throw new ResultsError(
    `${name} holds no results of cnn bench: ${where.slice(0, 200)} is ${show(wrong?.value)}. ${wrong?.message}`,
  )
}

// Implementation

function firstErrors(value: unknown): ValueError[] {
  const errors: ValueError[] = []
  for (const error of Value.Errors(ResultsSchema, value)) if (errors.push(error) >= most.errors) break
  return errors
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function show(value: unknown): string {
  let text
  try {
    text = JSON.stringify(value) ?? 'missing'
  } catch {
    return `a ${typeof value} nested too deeply`
  }
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
