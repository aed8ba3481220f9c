/**
 * @file The index of a checkpoint in several files, `model.safetensors.index.json` or `pytorch_model.bin.index.json`:
 * it says which tensor lies in which file beside it. Format: huggingface_hub, `serialization/_base.py`, and
 * transformers, `load_sharded_checkpoint`.
 */

import { bounds } from '@cnn/shapes'
import type { Tensor } from '@cnn/shapes'
import { pathBeside, type ReadBeside } from './beside.ts'
import { parseJson } from './bytes/json.ts'
import { checkCount, tell, type Checkpoint } from './checkpoint.ts'
import { FormatError } from './format-error.ts'

// Public API

/**
 * Rejects with FormatError on every inconsistency, and on paths that lead elsewhere before anything is read from them.
 */
export async function readSharded(
  index: Uint8Array,
  readShard: ReadBeside,
  readFile: (bytes: Uint8Array) => Promise<Checkpoint>,
): Promise<Checkpoint> {
  const places = placesIn(parseJson(index, 'the index of shards'))
  const paths = [...new Set(places.values())]
  if (paths.length > bounds.shards)
    throw new FormatError(`the index names ${paths.length} shards; ${bounds.shards} are read at most`)
  const weights = new Map<string, Tensor>()
  const skipped: string[] = []
  for (const path of paths) {
    const shard = await readFile(await readShard(path))
    for (const name of shard.skipped) skipped.push(name)
    for (const [name, tensor] of shard.weights) {
      if (weights.has(name)) throw new FormatError(`tensor '${name}' is in two shards, one of them '${path}'`)
      weights.set(name, tensor)
    }
  }
  const there = new Set(skipped)
  for (const [name, path] of places)
    if (!weights.has(name) && !there.has(name))
      throw new FormatError(`tensor ${tell(name)} is not in the shard '${path}', where the index has it`)
  return { weights, metadata: {}, skipped }
}

// Implementation

function placesIn(index: unknown): Map<string, string> {
  const map = (index as { readonly weight_map?: unknown } | null)?.weight_map
  if (typeof map !== 'object' || map === null || Array.isArray(map))
    throw new FormatError('the index of shards has no weight_map')
  const entries = Object.entries(map)
  checkCount(entries.length)
  return new Map(
    entries.map(([name, path]: [string, unknown]) => {
      if (typeof path !== 'string') throw new FormatError(`the index has ${tell(path)} as the shard of ${tell(name)}`)
      return [name, pathBeside(path)]
    }),
  )
}
