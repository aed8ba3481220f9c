/**
 * @file `pnpm release:try`: packs every package, publishes all to a registry on this machine, installs each alone in an
 * empty folder, runs the examples of its README there, and prints a table. Ends with status 1 where something failed,
 * or where a package has grown by more than a tenth beyond sizes.json or is heavier than its aim there; `--update`
 * writes that file anew. `--packed` takes what was packed last.
 */

import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { root } from '../packages.ts'
import { tryAlone, type Trial } from './install.ts'
import { lastPacked, pack } from './pack.ts'
import { startRegistry } from './registry.ts'
import { toSizes, tooHeavy, type Sizes } from './sizes.ts'
import { tryTypes } from './types.ts'

const options = { update: { type: 'boolean', default: false }, packed: { type: 'boolean', default: false } } as const
const { values } = parseArgs({ options })
const sizesFile = `${root}tools/release/sizes.json`

const titles = ['packages', 'MB in all', 'beside tfjs', 'beside tfjs and browser'] as const

const packed = values.packed ? lastPacked() : pack()
console.log(['package'.padEnd(20), '      ', 'examples', ...titles].join('  '))
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
const known = JSON.parse(readFileSync(sizesFile, 'utf8')) as Sizes
const weights = new Map(alone.flatMap(({ name, weight }) => (weight ? [[name, weight] as const] : [])))
if (values.update) writeFileSync(sizesFile, `${JSON.stringify(toSizes(known, weights), null, 2)}\n`)
const heavy = tooHeavy(values.update ? toSizes(known, weights) : known, weights)
for (const fault of heavy) console.error(`error: ${fault}`)
if (heavy.length > 0 || trials.some(({ faults }) => faults.length > 0)) process.exitCode = 1

function show(trial: Trial): Trial {
  const { name, faults, examples, weight } = trial
  const verdict = faults.length === 0 ? 'passed' : 'FAILED'
  const cells = weight && [
    String(weight.packages).padStart(8),
    ...[weight.megabytes, weight.besideTfjs, weight.besideTfjsAndBrowser].map((size, i) =>
      size.toFixed(1).padStart(titles[i + 1]!.length),
    ),
  ]
  console.log([name.padEnd(20), verdict, String(examples).padStart(8), ...(cells ?? [])].join('  '))
  for (const fault of faults) console.error(`  ${fault}`)
  return trial
}

function publish(file: string): void {
  const to = ['--registry', registry.url, '--userconfig', registry.npmrc, '--provenance=false']
  execFileSync('npm', ['publish', file, ...to], {
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
  })
}
