import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { TrainedEpoch } from '@cnn/plot'

/** One line of `train.py`'s log. */
export interface Epoch extends TrainedEpoch {
  /** Of training; testing not counted. */
  readonly seconds: number
}

/** The runs whose logs are in a folder, in the order of their names. */
export const readLogs = (folder: string): { name: string; epochs: Epoch[] }[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .toSorted()
    .map((file) => ({ name: basename(file, ending), epochs: lines(readFileSync(join(folder, file), 'utf8')) }))

const ending = '.log.jsonl'

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Epoch)
