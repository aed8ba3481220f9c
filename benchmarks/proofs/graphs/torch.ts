/** @file Runs one graph after the other in PyTorch. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writePyTorch } from '@cnn/export/node'
import { input, network, relu, toJSON, weights, type Network } from '@cnn/shapes'
import { startPython } from '../python.ts'

/** `run` gives the outputs with the hashed weights and the hashed image, pixel by pixel. */
export function startTorch(python: string) {
  const folder = mkdtempSync(join(tmpdir(), 'graphs-'))
  // Only what reads graphs is used of these files.
  const unused = network('unused', { result: relu(input([1, 1, 1])) })
  for (const [name, content] of Object.entries(writePyTorch('unused', unused)))
    writeFileSync(join(folder, name), content)
  const child = startPython(python, fileURLToPath(new URL('torch_graphs.py', import.meta.url)), folder)
  return {
    async run(net: Network): Promise<Record<string, readonly number[]>> {
      const roles = weights(net).map(({ name, shape, role }) => ({ name, shape, role }))
      const answer = await child.ask({ graph: toJSON(net), weights: roles })
      return (answer as { readonly outputs: Record<string, readonly number[]> }).outputs
    },
    async end(): Promise<void> {
      await child.end()
      rmSync(folder, { recursive: true })
    },
  }
}
