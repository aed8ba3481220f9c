/** @file A name without a doc comment is found where it is declared, through other files and renamings. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { undocumented } from './documented.ts'

let folder: string
const file = (name: string) => join(folder, name)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'documented-'))
  const files = {
    'index.ts': [
      "export { told, silent as renamed, type Silent } from './parts.ts'",
      "export * from './more.ts'",
      "import { later } from './more.ts'",
      'export { later }',
      'export default 1',
      "export { readFile } from 'node:fs'",
    ],
    'parts.ts': [
      '/** @file Says nothing of what follows. */',
      'export const silent = 1',
      '/** Told. */',
      'export const told = 2',
      '// Not for readers of the documentation.',
      'export interface Silent {',
      '  /** Of a member. */',
      '  readonly a: number',
      '}',
    ],
    'more.ts': [
      'export function bare() {}',
      '/** Told. */',
      'export class Told {}',
      'const later = 3',
      'export { later }',
    ],
  }
  for (const [name, lines] of Object.entries(files)) writeFileSync(file(name), lines.join('\n'))
})

afterAll(() => rmSync(folder, { recursive: true }))

test('names without a comment are told with the file that declares them', () => {
  expect(undocumented([file('index.ts')]).sort()).toEqual([
    `${file('more.ts')}: bare is exported without a doc comment`,
    `${file('more.ts')}: later is exported without a doc comment`,
    `${file('parts.ts')}: Silent is exported without a doc comment`,
    `${file('parts.ts')}: renamed is exported without a doc comment`,
  ])
})
