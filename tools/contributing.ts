/** @file Does what CONTRIBUTING.md tells to do to add an architecture, in a copy of the packages. */

import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Public API

export const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * What the packages are made of, and what checks them, without what is built or large. Packages import those of the
 * copy, since the links in their node_modules lead from one package to the next.
 */
export function copyPackages(to: string): void {
  const large = join(root, 'packages/trained/files')
  cpSync(join(root, 'packages'), join(to, 'packages'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => basename(path) !== 'dist' && path !== large,
  })
  for (const file of ['.oxfmtrc.json', '.oxlintrc.json', 'package.json', 'tsconfig.base.json', 'vitest.config.ts'])
    cpSync(join(root, file), join(to, file))
  cpSync(join(root, 'tools'), join(to, 'tools'), { recursive: true })
  for (const path of ['node_modules', 'packages/trained/files', 'benchmarks'])
    symlinkSync(join(root, path), join(to, path))
}

/** Follows the section, block by block, but for what is in Python: `goldens` is what its last command writes. */
export function addNetwork(to: string, goldens: readonly object[]): void {
  const zoo = join(to, 'packages/zoo')
  const [network, exported, imported, entry, figures] = blocks()
  writeFileSync(join(zoo, 'src/allcnn.ts'), network!)
  insert(join(zoo, 'src/index.ts'), /^export \{ zfnet \}/m, exported!)
  insert(join(zoo, 'src/catalogue/early.ts'), /^import /m, imported!)
  insert(join(zoo, 'src/catalogue/early.ts'), /^\]/m, entry!)
  insert(join(zoo, 'test/figures.ts'), /^\}\n(?![^]*^\}\n)/m, figures!)
  const logits = goldens.map((golden) => `${JSON.stringify(golden)},\n`).join('')
  insert(join(to, 'packages/tfjs/test/goldens/logits.json'), /^\{/m, logits)
}

// Implementation

function blocks(): string[] {
  const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
  const section = /^## Adding an architecture\n[^]*?^## /m.exec(text)![0]
  return [...section.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code!)
}

/** Before the first match. */
function insert(file: string, before: RegExp, text: string): void {
  const old = readFileSync(file, 'utf8')
  const at = old.search(before)
  if (at === -1) throw new Error(`${file} has no ${before.source}`)
  writeFileSync(file, old.slice(0, at) + text + old.slice(at))
}
