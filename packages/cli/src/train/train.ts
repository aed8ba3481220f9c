/** @file `cnn train`: a run whose log, curves and checkpoint are in a folder, and which the same command goes on with. */

import { writeFile } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { startBackend } from '@cnn/tfjs/backend'
import { train, TrainingError, type TrainingState } from '@cnn/tfjs/train'
import { findNetwork } from '../weights/network.ts'
import { quietly } from '../terminal/quietly.ts'
import { UsageError } from '../terminal/usage.ts'
import { countRight } from './accuracy.ts'
import { readCheckpoint, saveCheckpoint } from './checkpoint.ts'
import { prepare } from './data.ts'
import { filesIn, makeFolder } from './files.ts'
import { readLog, saveLog } from './log.ts'
import { TrainingProgress } from './progress.ts'
import { scheduleOf, type Recipe } from './recipe.ts'
import { describe, finished, summary } from './result.ts'
import { startingWeights } from './starting-weights.ts'

// Public API

/** Trains, and returns the exit status: 0, or 130 where the user stopped it. */
export async function trainHere(recipe: Recipe, out: string): Promise<number> {
  const entry = findNetwork(recipe.network)
  const schedule = scheduleOf(recipe)
  const files = filesIn(out, recipe.network)
  await makeFolder(out)
  const state = await readCheckpoint(files.checkpoint, recipe)
  const data = await prepare(entry, recipe)
  const weights =
    state || recipe.weights === null
      ? undefined
      : await startingWeights(entry, recipe.weights, { net: data.net, options: data.about.build, seed: recipe.seed })
  await quietly(() => startBackend(recipe.backend === 'cpu' ? 'cpu' : 'wasm'))

  const lines = await readLog(files.log, state?.epoch ?? 0)
  const progress = new TrainingProgress(recipe.batch)
  const stop = new AbortController()
  let asked = false
  const ask = () => (asked = true)
  process.once('SIGINT', ask).once('SIGTERM', ask)
  let saved = performance.now()
  let begun = performance.now()
  const save = async (now: TrainingState) => {
    await saveCheckpoint(files.checkpoint, recipe, now)
    saved = performance.now()
    if (asked) stop.abort(new Stopped())
  }
  const { epochs, batch, momentum, nesterov, decay, smoothing, seed } = recipe
  try {
    const last = await train(data.net, data.train, {
      epochs,
      batch,
      schedule,
      momentum,
      nesterov,
      decay,
      smoothing,
      seed,
      signal: stop.signal,
      ...(weights && { weights }),
      ...(state && { state }),
      onBatch: async (now) => {
        progress.show(now)
        // Lets the signal in, which nothing else would: WASM computes without a pause.
        await setImmediate()
        if (asked || performance.now() - saved > saveEvery) await save(await now.state())
      },
      onEpoch: async (ended) => {
        const seconds = (performance.now() - begun) / 1000
        const now = await ended.state()
        const right = await countRight(data.net, now.weights, data.test)
        const { epoch, rate, loss, accuracy } = ended
        lines.push({ epoch, rate, loss, trainAccuracy: accuracy, testAccuracy: right / data.test.count, seconds })
        await saveLog(files, recipe.network, lines)
        await save(now)
        progress.clear()
        process.stdout.write(describe(lines.at(-1)!, epochs))
        begun = performance.now()
      },
    })
    await writeFile(files.weights, finished(last.weights, recipe, data.about, lines))
    process.stdout.write(summary(recipe, data.test.count, lines.at(-1)!, files.weights))
    return 0
  } catch (error) {
    progress.clear()
    if (error instanceof Stopped) {
      process.stderr.write(`stopped; the same command goes on from ${files.checkpoint}\n`)
      return 130
    }
    throw error instanceof TrainingError ? new UsageError(error.message) : error
  } finally {
    process.off('SIGINT', ask).off('SIGTERM', ask)
  }
}

// Implementation

/** Milliseconds: what a crash costs at most. */
const saveEvery = 60_000

class Stopped extends Error {}
