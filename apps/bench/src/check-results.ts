/** @file Reads a results.json of unknown origin by the published schema, so that what is shown is whole. */

import { ResultsSchema, type Results } from '@cnn/bench'

// Public API

/** Throws with a message for the visitor. */
export function parseResults(text: string, name: string): Results {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Error(`${name} is not JSON; choose the results.json that cnn bench or this page wrote.`)
  }
  const wrong = problem(ResultsSchema, value, '')
  if (wrong !== undefined) throw new Error(`${name} holds no results of cnn bench: ${wrong}.`)
  return value as Results
}

// Implementation

/** As much of JSON Schema as the results use. */
interface Schema {
  readonly [keyword: string]: unknown
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly minimum?: number | undefined
  readonly maximum?: number | undefined
  readonly minItems?: number | undefined
  readonly items?: Schema | readonly Schema[] | undefined
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[] | undefined
}

/** The first thing that is not as the schema says. */
function problem(schema: Schema, value: unknown, at: string): string | undefined {
  const where = at || 'the file'
  if (schema.anyOf)
    return schema.anyOf.some((one) => problem(one, value, at) === undefined) ? undefined : `${where} is none of what it may be`
  if ('const' in schema && value !== schema.const) return `${where} is ${show(value)} and should be ${show(schema.const)}`
  if (schema.enum && !schema.enum.includes(value)) return `${where} is ${show(value)} and should be one of ${schema.enum.join(', ')}`
  if (schema.type && !isA(schema.type, value)) return `${where} is ${show(value)} and should be ${schema.type}`
  if (typeof value === 'number' && (value < (schema.minimum ?? -Infinity) || value > (schema.maximum ?? Infinity)))
    return `${where} is ${value}, which is out of range`
  if (Array.isArray(value)) return problemOfItems(schema, value, at)
  return isRecord(value) ? problemOfProperties(schema, value, at) : undefined
}

function problemOfItems({ items, minItems = 0 }: Schema, value: readonly unknown[], at: string): string | undefined {
  if (value.length < minItems) return `${at} has ${value.length} entries and should have ${minItems}`
  return first(value.map((item, i) => () => problem(isTuple(items) ? (items[i] ?? {}) : (items ?? {}), item, `${at}[${i}]`)))
}

function problemOfProperties(schema: Schema, value: Readonly<Record<string, unknown>>, at: string): string | undefined {
  const inside = (key: string) => (at ? `${at}.${key}` : key)
  const [anyKey] = Object.values(schema.patternProperties ?? {})
  const wrong = first(
    Object.entries(value).map(([key, one]) => () => {
      const own = schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : anyKey
      return own && problem(own, one, inside(key))
    }),
  )
  // Told last: a file of another version is rather of another version than incomplete.
  const missing = schema.required?.find((key) => !Object.hasOwn(value, key))
  return wrong ?? (missing === undefined ? undefined : `${inside(missing)} is missing`)
}

const isTuple = (items: Schema['items']): items is readonly Schema[] => Array.isArray(items)

function first(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const found = check()
    if (found !== undefined) return found
  }
  return undefined
}

const isA = (type: string, value: unknown): boolean => kinds[type]?.(value) ?? typeof value === type

const kinds: Readonly<Record<string, (value: unknown) => boolean>> = {
  null: (value) => value === null,
  array: Array.isArray,
  integer: Number.isInteger,
  number: Number.isFinite,
  object: isRecord,
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
