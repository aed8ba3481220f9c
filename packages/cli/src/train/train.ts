/**
 * @file `cnn train`: a run whose log, curves and checkpoint are in a folder, and which the same command goes on with.
 */

import { setImmediate } from 'node:timers/promises'
import { initialise } from '@cnn/tfjs'
import { startBackend } from '@cnn/tfjs/backend'
import { train, TrainingError, type TrainingState } from '@cnn/tfjs/train'
import { findNetwork } from '../weights/network.ts'
import { replace } from '../files/replace.ts'
import { takeFolder } from '../files/take-folder.ts'
import { quietly } from '../terminal/quietly.ts'
import { UsageError } from '../terminal/usage.ts'
import { countRight } from './accuracy.ts'
import { readCheckpoint, saveCheckpoint } from './checkpoint.ts'
import { prepare, type Prepared } from './data.ts'
import { choiceOf, fitRecipe, type Asked } from './fit-recipe.ts'
import { filesIn, type RunFiles } from './files.ts'
import { saveLog, type Line } from './log.ts'
import { TrainingProgress } from './progress.ts'
import { scheduleOf, type Recipe } from './recipe.ts'
import { describe, doubt, finished, summary } from './result.ts'
import { startingWeights } from './starting-weights.ts'
import { printable } from '@cnn/shapes'
import { print, say } from '../terminal/print.ts'

// Public API

export interface TrainOptions {
  readonly out: string
  /** A picture that cannot be read ends it. */
  readonly strict: boolean
}

/** Trains, and returns the exit status: 0, or 130 where the user stopped it. */
export async function trainHere(asked: Asked, { out, strict }: TrainOptions): Promise<number> {
  findNetwork(asked.network)
  const files = filesIn(out, asked.network)
  const giveBack = await takeFolder(out, 'training')
  try {
    return await trainIn(files, asked, strict)
  } finally {
    await giveBack()
  }
}

// Implementation

async function trainIn(files: RunFiles, asked: Asked, strict: boolean): Promise<number> {
  const { data, recipe, origin, begun, weights } = await begin(files, asked, strict)
  say(choiceOf(asked, recipe, data.train.count))
  await quietly(() => startBackend(recipe.backend === 'cpu' ? 'cpu' : 'wasm'))

  const lines: Line[] = [...(begun?.lines ?? [])]
  const progress = new TrainingProgress(recipe.batch)
  const stop = new AbortController()
  let ending = false
  const ask = () => (ending = true)
  process.once('SIGINT', ask).once('SIGTERM', ask)
  let saved = performance.now()
  let started = performance.now()
  const save = async (now: TrainingState) => {
    await saveCheckpoint(files.checkpoint, origin, { state: now, lines })
    saved = performance.now()
    if (ending) stop.abort(new Stopped())
  }
  try {
    const last = await train(data.net, data.train, {
      ...optionsOf(recipe, data),
      signal: stop.signal,
      ...(weights && { weights }),
      ...(begun && { state: begun.state }),
      onBatch: async (now) => {
        progress.show(now)
        // Lets the signal in, which nothing else would: WASM computes without a pause.
        await setImmediate()
        if (ending || performance.now() - saved > saveEvery) await save(await now.state())
      },
      onEpoch: async (ended) => {
        const seconds = (performance.now() - started) / 1000
        const now = await ended.state()
        const right = await countRight(data.net, now.weights, data.test)
        const { epoch, rate, loss, accuracy } = ended
        lines.push({ epoch, rate, loss, trainAccuracy: accuracy, testAccuracy: right / data.test.count, seconds })
        await save(now)
        await saveLog(files, recipe.network, lines)
        progress.clear()
        print(describe(lines.at(-1)!, recipe.epochs))
        started = performance.now()
      },
    })
    await saveLog(files, recipe.network, lines)
    await replace(files.weights, finished(last.weights, recipe, data.about, lines))
    print(summary(recipe, data.test.count, lines.at(-1)!, files.weights))
    say(doubt(lines.at(-1)!, data))
    return 0
  } catch (error) {
    progress.clear()
    if (error instanceof Stopped) {
      say(`stopped; the same command goes on from ${files.checkpoint}\n`)
      return 130
    }
    throw error instanceof TrainingError ? new UsageError(error.message) : error
  } finally {
    process.off('SIGINT', ask).off('SIGTERM', ask)
  }
}

/** What is trained, from which weights, and what an earlier run left of it. */
async function begin(files: RunFiles, asked: Asked, strict: boolean) {
  const entry = findNetwork(asked.network)
  // A mistyped name should not wait for the data.
  scheduleOf({ ...asked, rate: 0 })
  const leftOut = (sentence: string) => say(`left out: ${printable(sentence, 1000)}\n`)
  const data = await prepare(entry, asked, strict ? undefined : leftOut)
  const recipe = fitRecipe(asked, data.train.count)
  const origin = { recipe, images: data.images }
  const begun = await readCheckpoint(files.checkpoint, origin)
  const { seed, init } = recipe
  const weights = begun
    ? undefined
    : recipe.weights === null
      ? init && initialise(data.net, { seed, by: init })
      : await startingWeights(entry, recipe.weights, { net: data.net, options: data.about.build, seed, init })
  return { data, recipe, origin, begun, weights }
}

function optionsOf(recipe: Recipe, { net }: Prepared) {
  const { epochs, batch, momentum, nesterov, decay, smoothing, freeze, seed } = recipe
  const heads = Object.keys(net.outputs).filter((name) => name !== 'logits')
  return {
    epochs,
    batch,
    schedule: scheduleOf(recipe),
    momentum,
    nesterov,
    decay,
    smoothing,
    heads: Object.fromEntries(heads.map((name) => [name, recipe.heads])),
    ...(freeze !== null && { last: freeze }),
    seed,
  }
}

/** Milliseconds: what a crash costs at most. */
const saveEvery = 60_000

class Stopped extends Error {}
