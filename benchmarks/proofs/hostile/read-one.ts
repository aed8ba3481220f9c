/** @file Reads one file, by its ending as weights, a picture or a network, and prints what came of it as JSON. */

import { readFileSync } from 'node:fs'
import { DataError } from '@cnn/data'
import { decodePicture } from '@cnn/data/node'
import { fromJSON, ShapeError } from '@cnn/shapes'
import { FormatError, readWeights } from '@cnn/weights'

const [path = ''] = process.argv.slice(2)
const bytes = new Uint8Array(readFileSync(path))
const name = path.replace(/^.*[/\\]/, '')
// The library and the thread that a reader starts are no part of its reading.
await start(name)
// Of the processor, all threads together: other programs make a reading longer, and no more than that.
const begin = process.cpuUsage()
let [end, own] = ['read', false]
try {
  if (/\.(png|jpe?g)$/.test(name)) decodePicture(bytes)
  else if (name.endsWith('.json')) fromJSON(JSON.parse(new TextDecoder().decode(bytes)))
  else await readWeights(bytes, hint(name))
} catch (error) {
  own = [FormatError, DataError, ShapeError].some((kind) => error instanceof kind)
  end = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
const { user, system } = process.cpuUsage(begin)
const milliseconds = Math.round((user + system) / 1000)
const mebibytes = Math.round(process.resourceUsage().maxRSS / 1024)
process.stdout.write(JSON.stringify({ end, own, milliseconds, mebibytes }))
process.exit(0)

/** Reads a file that is no file of its kind, in vain. */
async function start(file: string): Promise<void> {
  const none = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a)
  try {
    if (/\.(png|jpe?g)$/.test(file)) decodePicture(none)
    else if (bytes[0] === 0x89) await readWeights(none)
    else await readWeights(bytes.subarray(0, 4))
  } catch {
    // As expected.
  }
}

/** Of parts of files that do not tell their format. */
function hint(file: string): 'onnx' | undefined {
  return file.startsWith('onnx-') ? 'onnx' : undefined
}
