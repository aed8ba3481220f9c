/**
 * @file Puts finished runs into @cnn/trained: the weights, a card and a curve of each, and into this folder their logs.
 * Usage: node benchmarks/training/publish.ts FOLDER --machine 'one core of an AMD EPYC' ID…
 * With --first FOLDER: the runs began with the weights of those there.
 */

import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { curves } from '@cnn/plot'
import { formatBytes, select, weights as weightsOf, type Network, type Weights } from '@cnn/shapes'
import { readSafetensors, writeSafetensors } from '@cnn/weights'
import { zoo, type Entry } from '@cnn/zoo'
import { card } from './card.ts'
import { readLogs } from './logs.ts'

const here = import.meta.dirname
const files = join(here, '../../packages/trained/files')
/** Larger files are published with kernels of float16. */
const large = 4e6

const options = { machine: { type: 'string' }, first: { type: 'string' } } as const
const { values, positionals } = parseArgs({ options, allowPositionals: true })
const [folder, ...ids] = positionals
const { machine, first } = values
if (folder === undefined || machine === undefined || ids.length === 0)
  throw new Error(
    "usage: node benchmarks/training/publish.ts FOLDER [--first FOLDER] --machine 'what it was trained on' ID…",
  )
const folders = first === undefined ? [folder] : [first, folder]
for (const id of ids) publish(folders, machine, findEntry(id))
writeFileSync(join(here, 'curves.svg'), curves(readLogs(join(here, 'logs'))))

/** The runs of the folders went on one from the other. */
function publish(from: readonly string[], on: string, entry: Entry): void {
  const { id } = entry
  const net = select(entry.build(), 'logits')
  const runs = from.map((each) => readRun(each, id))
  const { weights, metadata: told } = runs.at(-1)!
  const cycles = runs.map(({ cycle }) => cycle)
  const { weights: began, ...others } = told
  if ((runs.length === 1) !== (began === undefined))
    throw new Error(
      began
        ? `${id} began with weights of another run, which --first has to name`
        : `${id} did not begin with other weights`,
    )
  const metadata: Readonly<Record<string, string>> = {
    ...others,
    network: id,
    machine: on,
    cycles: JSON.stringify(cycles),
  }
  const epochs = runs.flatMap((run) => run.epochs).map((line, i) => ({ ...line, epoch: i + 1 }))
  writeFileSync(join(here, 'logs', `${id}.log.jsonl`), epochs.map((line) => `${JSON.stringify(line)}\n`).join(''))

  const own = pruned(net, weights)
  const kernels = writeSafetensors(own).length > large ? 'float16' : 'float32'
  const bytes = writeSafetensors(own, metadata, { kernels })
  const file = join(files, `${id}.safetensors`)
  writeFileSync(file, bytes)
  const correct = evaluate(id, file)
  writeFileSync(
    join(files, `${id}.md`),
    card({ entry, net, metadata, cycles, epochs, bytes: bytes.length, kernels, correct }),
  )
  writeFileSync(join(files, `${id}.svg`), curves([{ name: id, epochs }]))
  console.log(`${id}: ${correct / 100} % of the test images, ${formatBytes(bytes.length)}`)
}

function readRun(from: string, id: string) {
  const { weights, metadata } = readSafetensors(readFileSync(join(from, `${id}.safetensors`)))
  const cycle = { rate: Number(metadata['rate']), epochs: Number(metadata['epochs']) }
  const { epochs } = readLogs(from).find(({ name }) => name === id)!
  if (epochs.length !== cycle.epochs)
    throw new Error(`the log of ${id} in ${from} has ${epochs.length} epochs of ${cycle.epochs}`)
  return { weights, metadata, cycle, epochs }
}

function findEntry(id: string): Entry {
  const entry = zoo.find((one) => one.id === id)
  if (!entry) throw new Error(`there is no network '${id}'`)
  return entry
}

/** Auxiliary heads are for training alone. */
function pruned(net: Network, weights: Weights): Weights {
  return new Map(weightsOf(net).map(({ name }) => [name, weights.get(name)!]))
}

/** Test images that are classified correctly, by @cnn/tfjs on WASM. */
function evaluate(id: string, file: string): number {
  const cnn = join(here, '../../packages/cli/src/main.ts')
  const output = execFileSync(
    process.execPath,
    [cnn, 'evaluate', id, '--weights', file, '--data', 'cifar10', '--json'],
    {
      encoding: 'utf8',
    },
  )
  return (JSON.parse(output) as { top1: { correct: number } }).top1.correct
}
