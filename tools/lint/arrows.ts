/**
 * @file Refuses a file that imports from a room above its own, type imports, tests and configuration included
 * (ARCHITECTURE.md).
 * Usage: node tools/lint/arrows.ts [FOLDER]
 */

import { readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseSync } from 'oxc-parser'
import { sourcesOf } from './sources.ts'

// Public API

/** From the ground to the roof: a room may import from those before it, as far as its package.json lets it. */
export const rooms = [
  'tools',
  'packages/shapes',
  'packages/blocks',
  'packages/zoo',
  'packages/data',
  'packages/weights',
  'packages/trained',
  'packages/plot',
  'packages/tfjs',
  'packages/wasm',
  'packages/export',
  'packages/bench',
  'packages/report',
  'apps/bench',
  'packages/cli',
  'benchmarks',
] as const

/** One line for each import that points up. */
export function upwardImports(root: string): string[] {
  return sourcesOf(root).flatMap((file) =>
    importsOf(join(root, file)).flatMap((specifier) => {
      const [from, to] = [roomOf(file), roomOf(targetOf(root, file, specifier))]
      return to > from && from >= 0 ? [`${file} imports '${specifier}': ${rooms[to]} is above ${rooms[from]}`] : []
    }),
  )
}

// Implementation

const packages: Readonly<Record<string, string>> = { app: 'apps/bench' }

/** The path in the repository that an import means; a package from elsewhere is in no room. */
function targetOf(root: string, file: string, specifier: string): string {
  const [, name] = /^@cnn\/(\w+)/.exec(specifier) ?? []
  if (name !== undefined) return packages[name] ?? `packages/${name}`
  return specifier.startsWith('.') ? relative(root, resolve(root, dirname(file), specifier)) : ''
}

const roomOf = (path: string): number => rooms.findIndex((room) => `${path}/`.startsWith(`${room}/`))

function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8')
  const { staticImports, staticExports, dynamicImports } = parseSync(path, text).module
  return [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? [])),
    ...dynamicImports.map(({ moduleRequest: { start, end } }) =>
      text.slice(start, end).replaceAll(/^['"`]|['"`]$/g, ''),
    ),
  ]
}

if (import.meta.main) {
  const found = upwardImports(process.argv[2] ?? '.')
  for (const line of found) console.error(line)
  process.exitCode = Number(found.length > 0)
}
