/**
 * @file `pnpm release:try`: packs every package, publishes all to a registry on this machine, installs each alone in an
 * empty folder, runs the examples of its README there, and prints a table. Ends with status 1 where something failed,
 * or where a package has grown by more than a tenth beyond sizes.json; `--update` writes that file anew. `--packed`
 * takes what was packed last.
 */

import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { root } from '../packages.ts'
import { tryAlone, type Trial } from './install.ts'
import { lastPacked, pack } from './pack.ts'
import { startRegistry } from './registry.ts'
import { tryTypes } from './types.ts'

type Sizes = Readonly<Record<string, { readonly packages: number; readonly megabytes: number }>>

const options = { update: { type: 'boolean', default: false }, packed: { type: 'boolean', default: false } } as const
const { values } = parseArgs({ options })
const sizesFile = `${root}tools/release/sizes.json`

const packed = values.packed ? lastPacked() : pack()
const registry = await startRegistry()
const trials: Trial[] = []
try {
  for (const { file } of packed) publish(file)
  const jobs = packed.map((one) => () => tryAlone(one, registry.npmrc, 'npm'))
  // pnpm gives a package what it declares and nothing else: the one whose README needs most shows it.
  const strict = packed.find(({ name }) => name === '@cnn/tfjs')!
  jobs.push(async () => ({ ...(await tryAlone(strict, registry.npmrc, 'pnpm')), name: `${strict.name} (pnpm)` }))
  jobs.push(() => tryTypes(packed, registry.npmrc))
  const next = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) trials.push(show(await job()))
  }
  await Promise.all([next(), next()])
} finally {
  await registry.stop()
}

const alone = trials.filter(({ name }) => packed.some((one) => one.name === name))
if (values.update) writeFileSync(sizesFile, `${JSON.stringify(toSizes(alone), null, 2)}\n`)
const sizes = JSON.parse(readFileSync(sizesFile, 'utf8')) as Sizes
const grown = alone.filter(({ name, megabytes }) => megabytes > 1.1 * (sizes[name]?.megabytes ?? 0) + 0.1)
for (const { name, megabytes } of grown)
  console.error(
    `error: ${name} is ${megabytes.toFixed(1)} MB installed, not ` +
      `${sizes[name]?.megabytes ?? 'known'}; if that is meant: pnpm release:try --update`,
  )
if (grown.length > 0 || trials.some(({ faults }) => faults.length > 0)) process.exitCode = 1

function show(trial: Trial): Trial {
  const { name, faults, examples, packages, megabytes } = trial
  const verdict = faults.length === 0 ? 'passed' : 'FAILED'
  console.log(
    `${name.padEnd(20)} ${verdict}  ${String(examples).padStart(2)} examples  ` +
      `${String(packages).padStart(4)} packages  ${megabytes.toFixed(1).padStart(6)} MB`,
  )
  for (const fault of faults) console.error(`  ${fault}`)
  return trial
}

function toSizes(all: readonly Trial[]): Sizes {
  return Object.fromEntries(
    all.map(({ name, packages, megabytes }) => [name, { packages, megabytes: Math.round(megabytes * 10) / 10 }]),
  )
}

function publish(file: string): void {
  const to = ['--registry', registry.url, '--userconfig', registry.npmrc, '--provenance=false']
  execFileSync('npm', ['publish', file, ...to], {
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
  })
}
