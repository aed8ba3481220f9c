import { Value } from '@sinclair/typebox/value'
import { ResultsSchema, type Results } from './results.ts'

/** Results from a file of unknown origin. Throws an error that names the file and the first thing that is not as the schema says. */
export function parseResults(text: string, name: string): Results {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Error(`${name} is not JSON; choose the results.json that cnn bench or its page wrote`)
  }
  if (Value.Check(ResultsSchema, value)) return value
  const errors = [...Value.Errors(ResultsSchema, value)]
  // Rather of another version than incomplete.
  const wrong = errors.find((error) => error.value !== undefined) ?? errors[0]
  const where = wrong?.path.slice(1).replaceAll('/', '.') || 'the file'
  throw new Error(`${name} holds no results of cnn bench: ${where} is ${show(wrong?.value)}. ${wrong?.message}`)
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing'
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
