/**
 * @file What every published package.json says alike, with the addresses of addresses.ts: `pnpm manifest --write` puts
 * it into every manifest; without `--write` it lists what differs, and what is pinned, and ends with status 1.
 */

import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { author, repository } from './addresses.ts'
import { packages, root, type Package } from './packages.ts'

function common({ folder, manifest }: Package): Record<string, unknown> {
  return {
    homepage: `https://github.com/${repository}/tree/main/${folder}#readme`,
    bugs: `https://github.com/${repository}/issues`,
    license: 'MIT',
    author,
    repository: { type: 'git', url: `git+https://github.com/${repository}.git`, directory: folder },
    files: [...new Set(['CHANGELOG.md', ...(manifest.files ?? [])])],
    engines: { node: '>=22.12' },
  }
}

function compare(one: Package): string[] {
  const wrong = Object.entries(common(one)).filter(
    ([field, value]) => JSON.stringify(one.manifest[field]) !== JSON.stringify(value),
  )
  return wrong.map(
    ([field]) => `${one.folder}/package.json: "${field}" is not as tools/manifest.ts has it; run it with --write`,
  )
}

function write({ folder, manifest }: Package): string[] {
  const fields: Record<string, unknown> = { ...manifest, ...common({ folder, manifest }) }
  const known = order.filter((field) => field in fields)
  const sorted = Object.fromEntries(
    [...known, ...Object.keys(fields).filter((field) => !order.includes(field))].map((f) => [f, fields[f]]),
  )
  writeFileSync(`${root}${folder}/package.json`, `${JSON.stringify(sorted, null, 2)}\n`)
  return []
}

/** Whoever installs a package is to get mends of what it depends on without a release of ours. */
function pinned({ folder, manifest }: Package): string[] {
  const fields = ['dependencies', 'optionalDependencies', 'peerDependencies']
  return fields
    .flatMap((field) => Object.entries((manifest[field] ?? {}) as Record<string, string>))
    .map(([name, range]) => [name, range === 'catalog:' ? inCatalogue(name) : range] as const)
    .filter(([, range]) => !/^(\^|>=|workspace:\^)/.test(range))
    .map(
      ([name, range]) =>
        `${folder}/package.json: "${name}" is pinned to ${range}; write ^${range} (in ` +
        'pnpm-workspace.yaml, if it says catalog:)',
    )
}

function inCatalogue(name: string): string {
  const text = readFileSync(`${root}pnpm-workspace.yaml`, 'utf8')
  return new RegExp(`^ {2}'?${name}'?: (.+)$`, 'm').exec(text)?.[1] ?? 'nothing in the catalogue'
}

/** As npm's own documentation lists them. */
const order = [
  'name',
  'version',
  'description',
  'keywords',
  'homepage',
  'bugs',
  'license',
  'author',
  'repository',
  'bin',
  'files',
  'type',
  'sideEffects',
  'exports',
  'publishConfig',
  'scripts',
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
  'optionalDependencies',
  'engines',
]

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } })
const faults = packages.flatMap((one) => [...(values.write ? write(one) : compare(one)), ...pinned(one)])
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exitCode = 1
