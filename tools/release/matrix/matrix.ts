/**
 * @file `pnpm release:matrix`: installs what was packed last into a project, builds it with each bundler, and runs it:
 * in Chromium's page and in a Web Worker, minified and cross-origin isolated, and in Node 22 and 24. Prints a table and
 * ends with status 1 where a case does not give what it must. Then prints what a page of each engine loads to
 * classify a picture.
 */

import { execFile, spawn } from 'node:child_process'
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { root } from '../../packages.ts'
import { emptyProject, install } from '../install.ts'
import { lastPacked } from '../pack.ts'
import { bundlers, importMap, pinned, refusal, wanted, withoutWorkers } from './bundlers.ts'
import { cases, judge, leftOut, type Case, type Outcome } from './expected.ts'
import { programs } from './programs.ts'
import { serveFolders } from './serve.ts'
import { engineTitles, loadedBy, sizePrograms } from './sizes.ts'

const faults: string[] = []
const folder = await emptyProject()
const node = (file: string, ...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [file, ...args], {
    cwd: folder,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
    timeout: 240_000,
    maxBuffer: 2 ** 24,
  })
try {
  await prepare()
  const reference = await inNode()
  await inBundlers(reference)
  await sizes(reference)
} finally {
  await rm(folder, { recursive: true, force: true })
}
for (const fault of faults) console.error(`error: ${fault}`)
if (faults.length > 0) process.exitCode = 1

async function prepare(): Promise<void> {
  const packed = lastPacked().filter(({ name }) => wanted.has(name.replace('@cnn/', '')))
  await install(folder, 'npm', [...packed.map(({ file }) => file), ...pinned])
  const files = { ...programs(importMap), ...sizePrograms() }
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  await mkdir(join(folder, 'public'))
  await copyFile(`${root}packages/weights/test/files/tiny-weights.h5`, join(folder, 'public/tiny-weights.h5'))
  const binaries = join(folder, 'node_modules/@tensorflow/tfjs-backend-wasm/dist')
  for (const name of await readdir(binaries))
    if (name.endsWith('.wasm')) await copyFile(join(binaries, name), join(folder, 'public', name))
}

/** The logits that tfjs gives. */
async function inNode(): Promise<number[]> {
  let reference: number[] = []
  for (const [title, program] of [
    ['Node 24', process.execPath],
    ['Node 22', join(folder, 'node_modules/node-22/bin/node')],
  ] as const)
    for (const kind of ['mjs', 'cjs']) {
      const { stdout } = await promisify(execFile)(program, [`src/node/run.${kind}`], { cwd: folder })
      const outcome = JSON.parse(stdout) as Outcome
      if (reference.length === 0) reference = outcome.tfjs as number[]
      row(`${title}, ${kind === 'mjs' ? 'import' : 'require'}`, outcome, { reference })
    }
  return reference
}

async function inBundlers(reference: readonly number[]): Promise<void> {
  const html = await readFile(join(folder, 'src/index.html'))
  const built: { readonly name: string; readonly origin: string; readonly kB?: number }[] = []
  await using stack = new AsyncDisposableStack()
  for (const [name, { folder: out, build }] of Object.entries(bundlers)) {
    const [program, ...args] = build
    await node(join('node_modules', program!), ...args)
    if (/webpack|rollup|esbuild/.test(out)) await writeFile(join(folder, out, 'index.html'), html)
    const server = stack.use(await serveFolders([join(folder, out), join(folder, 'public')]))
    built.push({ name, origin: server.origin, kB: await compressed(join(folder, out)) })
  }
  const plain = stack.use(await serveFolders([join(folder, 'map'), join(folder, 'public'), folder]))
  built.push({ name: 'import map', origin: plain.origin })
  const dev = spawn(process.execPath, ['dev.mjs'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  stack.defer(() => void dev.kill())
  const [address] = await dev.stdout.setEncoding('utf8').take(1).toArray()
  built.push({ name: 'Vite dev', origin: String(address).trim() })
  const visits = await browse<{ readonly page: Outcome; readonly worker: Outcome }>(built.map(({ origin }) => origin))
  for (const [i, { outcome, said }] of visits.entries()) {
    const { name, kB } = built[i]!
    const refused: Case[] = name === withoutWorkers ? ['keras'] : []
    row(`${name}, page`, outcome?.page ?? { shapes: said }, { reference, refused, kB })
    // No import map holds in a worker, and tfjs's modules need a bundler.
    if (name !== 'import map') row(`${name}, worker`, outcome?.worker ?? {}, { reference, refused })
  }
}

/** What each engine costs a page that classifies one picture, and that all of them give the same. */
async function sizes(reference: readonly number[]): Promise<void> {
  await node('weights.mjs')
  console.log('\nOne picture classified, all that a page loads but the weights, kB gzip: scripts + .wasm')
  for (const [name, { one }] of Object.entries(bundlers)) {
    if (!one) continue
    await using stack = new AsyncDisposableStack()
    const places: { readonly folders: readonly string[]; readonly origin: string }[] = []
    for (const engine of Object.keys(engineTitles)) {
      const [from, to] = [`size/${engine}`, `out/${name.split(' ')[0]}-${engine}`]
      const [program, ...args] = one(from, to)
      await node(join('node_modules', program!), ...args)
      const folders = [join(folder, to), join(folder, from), join(folder, 'public')]
      places.push({ folders, origin: stack.use(await serveFolders(folders)).origin })
    }
    const visits = await browse<unknown>(places.map(({ origin }) => origin))
    const cells = visits.map(async ({ outcome, said, paths }, i) => {
      const [, title] = Object.entries(engineTitles)[i]!
      const verdict = judge('tfjs', outcome ?? said, reference)
      if (verdict !== 'yes') faults.push(`${name}, ${title}: ${verdict}`)
      const { scripts, binaries } = await loadedBy(paths, places[i]!.folders)
      return `${title} ${scripts.toFixed(0)} + ${binaries.toFixed(0)}`.padEnd(30)
    })
    console.log(`${name.padEnd(12)} ${(await Promise.all(cells)).join('')}`.trimEnd())
  }
}

interface Visit<T> {
  /** Absent where the page never got so far; `said` tells why. */
  readonly outcome?: T
  readonly said: string
  readonly paths: readonly string[]
}

async function browse<T>(origins: readonly string[]): Promise<Visit<T>[]> {
  const { stdout } = await node('browse.mjs', ...origins)
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Visit<T>)
}

/** All scripts, as a server compresses them. */
async function compressed(out: string): Promise<number> {
  const files = await readdir(out, { recursive: true })
  const scripts = await Promise.all(
    files.filter((name) => name.endsWith('.js')).map((name) => readFile(join(out, name))),
  )
  return scripts.reduce((sum, script) => sum + gzipSync(script).length, 0) / 1000
}

interface Judging {
  readonly reference: readonly number[]
  /** Cases that this bundler cannot do, and says so. */
  readonly refused?: readonly Case[]
  readonly kB?: number | undefined
}

function row(title: string, outcome: Outcome, { reference, refused = [], kB }: Judging): void {
  const verdicts = cases.map((one) => {
    if (leftOut[one]?.test(title)) return '–'
    const verdict = judge(one, outcome[one], reference)
    if (refused.includes(one) && verdict.includes(refusal)) return 'refused'
    if (verdict !== 'yes') faults.push(`${title}, ${one}: ${verdict}`)
    return verdict === 'yes' ? 'yes' : 'FAILED'
  })
  const size = kB === undefined ? '' : `  ${kB.toFixed(0)} kB of scripts, gzip`
  console.log(`${title.padEnd(26)} ${cases.map((one, i) => `${one} ${verdicts[i]}`.padEnd(15)).join('')}${size}`)
}
