/**
 * @file The types of the packages as published: what every entry exports, and the examples of every README, compile
 * with each TypeScript that is promised, for Node and for bundlers. tfjs's own declarations have errors, so whatever
 * brings them is compiled with `skipLibCheck`, and all else without. All examples also compile with what `tsc --init`
 * writes.
 */

import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { examplesOf, installsOf } from '../examples.ts'
import { entriesOf, packages, root } from '../packages.ts'
import { emptyProject, install, type Trial } from './install.ts'
import type { Packed } from './pack.ts'

// Public API

/** Fails with what a compiler said. */
export async function tryTypes(packed: readonly Packed[], npmrc: string): Promise<Trial> {
  const folder = await emptyProject(npmrc)
  const faults: string[] = []
  const frontDoor = { name: 'cnn-monorepo', readme: readFileSync(`${root}README.md`, 'utf8') }
  const examples = [...packed, frontDoor].flatMap(({ name, readme }) =>
    examplesOf(readme).map(({ code }) => ({ name, code })),
  )
  try {
    const companions = packed.flatMap(({ readme }) => installsOf(readme)).filter((one) => !one.startsWith('-'))
    const compilers = versions.map((version) => `${compilerOf(version)}@npm:typescript@${version}`)
    const names = packed.map(({ name }) => name)
    await install(folder, 'npm', [...new Set([...names, ...companions, ...ambient, ...compilers])])
    const files = { strict: ['strict.ts'], loose: ['loose.ts'] }
    for (const kind of kinds) await writeFile(join(folder, `${kind}.ts`), importsOf(kind))
    for (const [i, { name, code }] of examples.entries()) {
      const file = `example-${i + 1}.ts`
      await writeFile(join(folder, file), `${code}\nexport {}\n`)
      files[kindOf(name)].push(file)
    }
    for (const version of versions)
      for (const resolution of ['nodenext', 'bundler'] as const)
        for (const kind of kinds)
          faults.push(...(await compile(folder, files[kind], { version, resolution, skipLibCheck: kind === 'loose' })))
    const all = Object.values(files).flat()
    for (const version of initialised) faults.push(...(await compileAsInitialised(folder, all, version)))
  } catch (error) {
    faults.push(error instanceof Error ? error.message : String(error))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return { name: 'types', faults, examples: examples.length }
}

// Implementation

/** The oldest that is promised, and the last of each line since. */
const versions = ['5.7', '5.9', '6.0', '7.0'] as const
type Version = (typeof versions)[number]

/** Those whose `tsc --init` can import ES modules; what 5.7 writes is CommonJS. */
const initialised = ['5.9', '6.0', '7.0'] as const satisfies readonly Version[]

const kinds = ['strict', 'loose'] as const
type Kind = (typeof kinds)[number]

/** Types of the surroundings that examples and declarations speak of. */
const ambient = ['@types/node', '@webgpu/types']

/** The packages that bring tfjs's declarations. */
const withTfjs = new Set(['@cnn/tfjs', '@cnn/bench', '@cnn/report', '@cnn/cli', '@cnn/app'])

const kindOf = (name: string): Kind => (withTfjs.has(name) ? 'loose' : 'strict')

const compilerOf = (version: Version) => `typescript-${version.replace('.', '-')}`

/** A line for each entry of the packages of a kind. */
const importsOf = (kind: Kind): string =>
  packages
    .filter(({ manifest }) => kindOf(manifest.name) === kind)
    .flatMap(entriesOf)
    .map(({ name }) => `export * as _${name.replaceAll(/\W/g, '_')} from '${name}'`)
    .join('\n')

interface Options {
  readonly version: Version
  readonly resolution: 'nodenext' | 'bundler'
  readonly skipLibCheck: boolean
}

/** Nothing, or what the compiler says, under the name of the compiler. */
async function compile(folder: string, files: readonly string[], options: Options): Promise<string[]> {
  const { version, resolution, skipLibCheck } = options
  const config = {
    compilerOptions: {
      strict: true,
      noEmit: true,
      target: 'es2023',
      lib: ['es2023', 'dom', 'esnext.disposable'],
      types: skipLibCheck ? ['node', '@webgpu/types'] : ['node'],
      module: resolution === 'nodenext' ? 'nodenext' : 'esnext',
      moduleResolution: resolution,
      skipLibCheck,
    },
    files,
  }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  return tsc(folder, version, `${resolution}, skipLibCheck ${String(skipLibCheck)}`)
}

/** With the settings that the compiler writes itself, and the types of Node, which it asks to name for Node. */
async function compileAsInitialised(folder: string, files: readonly string[], version: Version): Promise<string[]> {
  const inner = `init-${version}`
  await mkdir(join(folder, inner))
  await promisify(execFile)(process.execPath, [programOf(folder, version), '--init'], { cwd: join(folder, inner) })
  const compilerOptions = { noEmit: true, types: ['node', '@webgpu/types'] }
  const config = { extends: `./${inner}/tsconfig.json`, compilerOptions, files }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  return tsc(folder, version, 'tsc --init')
}

const programOf = (folder: string, version: Version) => join(folder, 'node_modules', compilerOf(version), 'bin', 'tsc')

async function tsc(folder: string, version: Version, title: string): Promise<string[]> {
  try {
    await promisify(execFile)(process.execPath, [programOf(folder, version), '-p', folder], { maxBuffer: 2 ** 24 })
    return []
  } catch (error) {
    const { stdout = '', message } = error as Error & { readonly stdout?: string }
    const some = (stdout || message).trim().split('\n').slice(0, 5).join('\n  ')
    return [`TypeScript ${version}, ${title}: ${some}`]
  }
}
