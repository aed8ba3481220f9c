/**
 * @file Every row of the catalogue of weights against its publisher's own graph: the publisher's code builds the
 * network, with random weights and batch norms that do something, and saves it in the publisher's format; the file is
 * read here, and the logits of one picture are compared, each side having made the picture ready in its own way.
 *
 *     node benchmarks/proofs/publishers/check.ts PYTHON [--source FOLDER] [--out FILE] [NAME …]
 *
 * PYTHON has torch, torchvision, timm, keras with a backend, safetensors and h5py; FOLDER holds akamaster's resnet.py.
 * NAME is that of a network, a publisher, both as timm:resnet18, or a row. Needs half a gigabyte in the temporary
 * folder for a VGG. Ends with status 1 if a row differs by more than 1e-4 of the largest logit. FILE gets the rows as
 * JSON, replacing those of the same name.
 */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { heightAndWidth, preprocess } from '@cnn/data'
import { messageOf, uniform, type Network, type Weights } from '@cnn/shapes'
import { createModel } from '@cnn/tfjs'
import { startBackend } from '@cnn/tfjs/backend'
import { findScheme, fitWeights, readWeights, variantOf } from '@cnn/weights'
import { fromPath } from '@cnn/weights/node'
import { zoo, type Build } from '@cnn/zoo'
import { startPython } from '../python.ts'
import { ofPackage } from './of-package.ts'
import { rows, type Row } from './rows.ts'

interface Held {
  readonly publisher: string
  readonly name: string
  readonly network: string
  readonly scheme: string
  readonly variant: object
  /** Largest difference over the largest logit. */
  readonly difference: number
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { source: { type: 'string' }, out: { type: 'string' } },
})
const [python, ...named] = positionals
if (python === undefined) throw new Error('name a Python that has torch, torchvision, timm and keras')
const script = fileURLToPath(new URL('publishers.py', import.meta.url))
const publishers = startPython(python, script, ...(values.source === undefined ? [] : [values.source]))
await startBackend('wasm')
const chosen = rows().filter(
  ({ network, publisher, name }) =>
    named.length === 0 || [network, publisher, name, `${publisher}:${network}`].some((id) => named.includes(id)),
)
for (const row of chosen) {
  const folder = mkdtempSync(join(tmpdir(), 'publisher-'))
  try {
    const held = await hold(row, folder)
    tell(held)
    if (values.out !== undefined) keep(held, values.out)
  } catch (error) {
    console.log(`${row.publisher} | ${row.name} | ${row.network} | ${messageOf(error)}`)
    process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true })
  }
}
await publishers.end()

async function hold(row: Row, folder: string): Promise<Held> {
  const { network, publisher, name, preprocessing } = row
  const picture = pictureOf(heightAndWidth(preprocessing.crop)[0])
  const image = preprocess(picture, { ...preprocessing, resize: preprocessing.crop })
  writeFileSync(join(folder, 'picture.bin'), picture.pixels)
  const expected = publisher === 'npm' ? await ofPackage(image) : await ofPublisher(publisher, name, folder)
  const build = zoo.find(({ id }) => id === network)!.build
  const [first, ...others] = await Promise.all(expected.files.map((file) => read(build, file)))
  for (const other of others) expectSame(first!.weights, other.weights)
  const logits = await run(first!.net, first!.weights, image)
  const largest = Math.max(...expected.logits.map(Math.abs))
  const difference = Math.max(...expected.logits.map((value, i) => Math.abs(value - logits[i]!))) / largest
  return { publisher, name, network, ...first!.told, difference }
}

async function ofPublisher(publisher: string, name: string, folder: string) {
  const answer = await publishers.ask({ publisher, name, folder })
  const { files, logits } = answer as { readonly files: readonly string[]; readonly logits: readonly number[] }
  return { files: files.map((file) => join(folder, file)), logits }
}

/** As `cnn` reads it: the names tell the scheme, and that the variant of the network. */
async function read(build: Build, file: string) {
  const checkpoint = await readWeights(await fromPath(file))
  const scheme = findScheme(build({ heads: false }), checkpoint.weights)
  const variant = variantOf(checkpoint, scheme)
  const net = build({ ...variant, heads: false })
  const weights = fitWeights(net, checkpoint.weights, scheme, build({ ...variant, heads: true }))
  return { net, weights, told: { scheme: scheme.id, variant } }
}

/** Of one network saved in several formats. */
function expectSame(one: Weights, other: Weights): void {
  for (const [name, { data }] of one) {
    const found = other.get(name)?.data
    if (data.some((value, i) => value !== found?.[i])) throw new Error(`${name} differs between the formats`)
  }
}

async function run(net: Network, weights: Weights, image: Float32Array<ArrayBuffer>) {
  const model = createModel(net, weights)
  const { logits } = await model.predict(image)
  model.dispose()
  return logits
}

function pictureOf(size: number) {
  const u = uniform('picture')
  return { width: size, height: size, pixels: Uint8Array.from({ length: size * size * 3 }, (_, i) => 256 * u(i)) }
}

function tell({ publisher, name, network, scheme, variant, difference }: Held): void {
  const options = Object.keys(variant).length > 0 ? JSON.stringify(variant) : ''
  console.log([publisher, name, network, scheme, options, difference.toExponential(1)].join(' | '))
  if (!(difference <= 1e-4)) process.exitCode = 1
}

function keep(held: Held, path: string): void {
  const kept = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Held[]) : []
  const others = kept.filter(({ publisher, name }) => publisher !== held.publisher || name !== held.name)
  const order = rows().map(({ publisher, name }) => `${publisher} ${name}`)
  const place = ({ publisher, name }: Held) => order.indexOf(`${publisher} ${name}`)
  const sorted = [...others, held].toSorted((a, b) => place(a) - place(b))
  writeFileSync(path, `${JSON.stringify(sorted, undefined, 2)}\n`)
}
