/**
 * @file Refuses a name that a package exports without a doc comment.
 * Usage: node tools/lint/documented.ts
 */

import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseSync, type ParseResult, type Program } from 'oxc-parser'
import { entriesOf, packages, root } from '../packages.ts'

// Public API

/**
 * One line for each name that is exported from these entry files and has no comment where it is declared. A default
 * export is what its file is for, and so needs none.
 */
export function undocumented(entries: readonly string[]): string[] {
  return [...new Set(entries.flatMap((entry) => [...exportsOf(entry)].flatMap(([name, at]) => complain(name, at))))]
}

/** Where a name is declared. */
export interface Place {
  readonly file: string
  readonly name: string
}

/** The names that a file exports of this repository, with where each is declared. */
export function exportsOf(file: string): Map<string, Place> {
  const found = new Map<string, Place>()
  const { module } = parsed(file)
  const local = new Map<string, Place>()
  for (const { moduleRequest, entries } of module.staticImports)
    for (const { importName, localName } of entries)
      if (importName.name && moduleRequest.value.startsWith('.'))
        local.set(localName.value, { file: join(dirname(file), moduleRequest.value), name: importName.name })
  for (const { entries } of module.staticExports)
    for (const { moduleRequest, importName, exportName, localName } of entries) {
      const from = moduleRequest?.value
      if (from !== undefined && !from.startsWith('.')) continue
      if (from === undefined) {
        if (!exportName.name) continue
        const name = localName.name ?? exportName.name
        found.set(exportName.name, local.get(name) ?? { file, name })
        continue
      }
      const target = exportsOf(join(dirname(file), from))
      if (importName.name) {
        const place = target.get(importName.name)
        if (place) found.set(exportName.name!, place)
      } else for (const [name, place] of target) found.set(name, place)
    }
  return found
}

// Implementation

const complain = (name: string, { file, name: own }: Place): string[] =>
  documentedIn(file).has(own) ? [] : [`${file}: ${name} is exported without a doc comment`]

type Parsed = Pick<ParseResult, 'module' | 'program' | 'comments'> & { readonly text: string }

const cache = new Map<string, Parsed>()

function parsed(file: string): Parsed {
  const known = cache.get(file)
  if (known) return known
  const text = readFileSync(file, 'utf8')
  const { module, program, comments } = parseSync(file, text)
  const result = { module, program, comments, text }
  cache.set(file, result)
  return result
}

/** Names whose declaration follows a doc comment. */
function documentedIn(file: string): Set<string> {
  const { program, comments, text } = parsed(file)
  const ends = comments
    .filter(({ type, value }) => type === 'Block' && value.startsWith('*') && !value.includes('@file'))
    .map(({ end }) => end)
  return new Set(
    program.body
      .filter(({ start }) => ends.some((end) => end <= start && text.slice(end, start).trim() === ''))
      .flatMap(namesOf),
  )
}

function namesOf(statement: Program['body'][number]): string[] {
  const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
  if (!declaration) return []
  if (declaration.type === 'VariableDeclaration')
    return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
  return 'id' in declaration && declaration.id && 'name' in declaration.id ? [declaration.id.name] : []
}

if (import.meta.main) {
  const found = undocumented(packages.flatMap(entriesOf).map(({ file }) => file))
  for (const line of found) console.error(line.replace(root, ''))
  process.exitCode = Number(found.length > 0)
}
