import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { ResultsSchema } from '../../src/results/results.ts'
import { parseResults, ResultsError } from '../../src/results/parse-results.ts'
import { fixture, withoutWebGPU } from './fixture.ts'

// Ajv's own class knows draft 7, and throws where the schema names another or does not follow it.
const validate = new Ajv({ strict: false, validateFormats: false }).compile(structuredClone(ResultsSchema))

type Json = Record<string | number, unknown>
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** The results as read back from a file. */
const read = (results: unknown): unknown => JSON.parse(JSON.stringify(results))

/** The run with one value changed or, if undefined, taken out. */
function broken(path: readonly (string | number)[], value: unknown): unknown {
  const results = read(fixture)
  let at = results
  for (const key of path.slice(0, -1)) at = isJson(at) ? at[key] : undefined
  if (!isJson(at)) throw new Error(`the fixture has no ${path.join('.')}`)
  const last = path.at(-1)!
  if (value === undefined) delete at[last]
  else at[last] = value
  return results
}

test('accepts a run, and one without WebGPU', () => {
  expect(validate(read(fixture)), JSON.stringify(validate.errors)).toBe(true)
  expect(validate(read(withoutWebGPU)), JSON.stringify(validate.errors)).toBe(true)
})

test.each([
  ['another version', ['version'], 2],
  ['no environment', ['environment'], undefined],
  ['a browser without a name', ['environment', 'browser', 'name'], undefined],
  ['an unknown backend', ['cells', 0, 'backend'], 'opengl'],
  ['an unknown suite', ['cells', 0, 'suite'], 'mnist'],
  ['an unknown status', ['cells', 0, 'status'], 'guessed'],
  ['half a parameter', ['cells', 0, 'parameters'], 0.5],
  ['a negative latency', ['cells', 0, 'latency', 'median'], -1],
  ['a latency as text', ['cells', 0, 'latency', 'median'], '6.4'],
  ['a latency without samples', ['cells', 0, 'latency', 'samples'], []],
  ['half an interval', ['cells', 0, 'latency', 'interval'], [1]],
  ['an interval with a middle', ['cells', 0, 'latency', 'interval'], [1, 2, 3]],
  ['accuracy in percent', ['cells', 0, 'accuracy', 'top1'], 91.37],
  ['more equal labels than images', ['cells', 0, 'accuracy', 'labelsEqual'], 1.01],
] as const)('rejects %s', (_, path, value) => {
  expect(validate(broken(path, value))).toBe(false)
})

test('is the schema that is published', async () => {
  await expect(`${JSON.stringify(ResultsSchema, null, 2)}\n`).toMatchFileSnapshot('../../results.schema.json')
})

test('results of unknown origin are read, or refused with what is wrong', () => {
  expect(parseResults(JSON.stringify(fixture), 'a.json')).toEqual(read(fixture))
  expect(() => parseResults('{', 'a.json')).toThrow('a.json is not JSON')
  expect(() => parseResults('{}', 'a.json')).toThrow('a.json holds no results of cnn bench: version is missing')
  expect(() => parseResults('[]', 'a.json')).toThrow(
    'a.json holds no results of cnn bench: the file is []. Expected object',
  )
  expect(() => parseResults(JSON.stringify(broken(['cells', 0, 'macs'], -1)), 'a.json')).toThrow('cells.0.macs is -1')
})

const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
test.each([
  ['nested deeply', deep, /nested too deeply/],
  ['nested deeply inside', `{"version":${deep}}`, /nested too deeply/],
  [
    'of more cells than a person would read',
    JSON.stringify({ ...fixture, cells: Array.from({ length: 10_001 }, () => fixture.cells[0]) }),
    /a\.json holds 10001 cells; results of at most 10000 are read/,
  ],
  ['of more characters', ' '.repeat(50_000_001), /a\.json is of 50000001 characters; results are read up to 50000000/],
])('results %s are refused', (_, text, message) => {
  expect(() => parseResults(text, 'a.json')).toThrow(ResultsError)
  expect(() => parseResults(text, 'a.json')).toThrow(message)
})
