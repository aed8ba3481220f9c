/** @file One package, installed alone in an empty folder as a user would, and the examples of its README run there. */

import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { examplesOf, installsOf, lines } from '../examples.ts'
import { root } from '../packages.ts'
import type { Packed } from './pack.ts'
import { weigh, type Weight } from './weight.ts'

const execute = promisify(execFile)

export interface Trial {
  readonly name: string
  /** What went wrong; empty where all passed. */
  readonly faults: readonly string[]
  readonly examples: number
  /** What installing it alone brings; absent where that failed, or is not the question. */
  readonly weight?: Weight | undefined
}

/** `manager` installs; the README's line of `npm i` is then installed too, and every example runs. */
export async function tryAlone({ name, readme }: Packed, npmrc: string, manager: 'npm' | 'pnpm'): Promise<Trial> {
  const folder = await emptyProject(npmrc)
  const faults: string[] = []
  let weight: Weight | undefined
  const examples = examplesOf(readme)
  try {
    // Any photo serves the reader of a README; here it is this one.
    await copyFile(`${root}packages/data/test/photos/chelsea.jpg`, join(folder, 'cat.jpg'))
    await install(folder, manager, [name])
    weight = weigh(join(folder, 'node_modules'))
    const more = installsOf(readme).filter((one) => one !== name && !one.startsWith('-'))
    if (more.length > 0) await install(folder, manager, more)
    for (const [i, { code, prints }] of examples.entries()) {
      const file = join(folder, `example-${i + 1}.ts`)
      await writeFile(file, code)
      const { stdout } = await execute(process.execPath, [file], { cwd: folder, timeout: 120_000 })
      if (lines(stdout).join('\n') !== prints.join('\n'))
        faults.push(`example ${i + 1} printed ${stdout.trim()} instead of ${prints.join('\n')}`)
    }
  } catch (error) {
    faults.push(error instanceof Error ? error.message : String(error))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return { name, faults, examples: examples.length, weight }
}

/** A folder of ES modules in which nothing is installed yet; whoever makes it removes it. */
export async function emptyProject(npmrc?: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cnn-project-'))
  await writeFile(join(folder, 'package.json'), '{ "type": "module", "private": true }\n')
  if (npmrc !== undefined) await copyFile(npmrc, join(folder, '.npmrc'))
  return folder
}

export function install(cwd: string, manager: 'npm' | 'pnpm', names: readonly string[]): Promise<unknown> {
  const quiet =
    manager === 'npm' ? ['install', '--no-audit', '--no-fund', '--prefer-offline'] : ['add', '--prefer-offline']
  // Data packages bring native programs of others that nothing here uses.
  return execute(manager, [...quiet, '--ignore-scripts', ...names], {
    cwd,
    env: clean(process.env),
    timeout: 600_000,
    maxBuffer: 2 ** 24,
  })
}

/** Without what the surrounding `pnpm run` says of this repository, but with where packages come from, and how. */
const clean = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(npm_|pnpm_|INIT_CWD)/i.test(name) || ways.test(name.toLowerCase())),
  )

const ways = /^npm_config_(registry|cafile|ca|cache|userconfig|globalconfig|strict_ssl|proxy|https_proxy|noproxy)$/
