/**
 * @file Draws random networks, those of the tests but as many as asked for, and holds each to plain loops over doubles:
 *
 *     node benchmarks/proofs/graphs/run.ts 20000 [seed] [python]
 *
 * It runs as it is and fused, on tfjs's CPU and WASM backends and on @cnn/wasm, and read back from JSON; with a Python
 * that has PyTorch also in the module that `cnn export --format pytorch` writes. Every shape has to be the predicted
 * one, every value within 1e-4 of the largest of its network. Any other end is a find: the graph is printed as JSON,
 * and the status is 1.
 */

import { elements, fromJSON, messageOf, toJSON, type Network, type Weights } from '@cnn/shapes'
import { createModel } from '@cnn/tfjs'
import { startBackend, type BackendName } from '@cnn/tfjs/backend'
import { createModel as createWasm } from '@cnn/wasm'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { sampleNetworks } from '../../../packages/tfjs/test/random-network.ts'
import { runReference } from '../../../packages/tfjs/test/reference.ts'
import { counted, kinds } from '../../../packages/tfjs/test/random-kinds.ts'
import { startTorch } from './torch.ts'

const [count = '20000', seed = '1', python] = process.argv.slice(2)
const chunk = 500

const torch = python === undefined ? undefined : startTorch(python)
const seen = counted()
let finds = 0
let worst = 0
for (let done = 0; done < Number(count); done += chunk) {
  const networks = sampleNetworks(Math.min(chunk, Number(count) - done), Number(seed) + done)
  for (const net of networks) seen.add(net)
  for (const [way, run] of Object.entries(ways())) {
    if (way.startsWith('tfjs')) await startBackend(way.split(' ')[1] as BackendName)
    for (const net of networks) await hold(net, way, run)
  }
  console.log(`${done + networks.length} graphs, worst difference ${worst.toExponential(1)}, ${finds} finds`)
}
await torch?.end()
console.log(`${seen.nodes} nodes; ${kinds.map(({ title }) => `${title}: ${seen.of(title)}`).join('; ')}`)
for (const { title } of kinds) if (seen.of(title) === 0) throw new Error(`no graph was drawn with ${title}`)
process.exitCode = finds > 0 ? 1 : 0

type Outputs = Readonly<Record<string, ArrayLike<number>>>
type Run = (net: Network, weights: Weights, image: Float32Array) => Promise<Outputs>

function ways(): Readonly<Record<string, Run>> {
  const onTfjs =
    (fused: boolean): Run =>
    async (net, weights, image) => {
      const model = createModel(net, weights, { fused, outputs: Object.keys(net.outputs) })
      try {
        return await model.predict(image)
      } finally {
        model.dispose()
      }
    }
  return {
    'tfjs cpu': onTfjs(false),
    'tfjs cpu fused': onTfjs(true),
    'tfjs wasm': onTfjs(false),
    'tfjs wasm fused': onTfjs(true),
    '@cnn/wasm': async (net, weights, image) => {
      const model = await createWasm(net, weights, { outputs: Object.keys(net.outputs) })
      try {
        return await model.predict(image)
      } finally {
        model.dispose()
      }
    },
    'loops, from JSON': async (net, weights, image) =>
      runReference(fromJSON(JSON.parse(JSON.stringify(toJSON(net)))), weights, image),
    ...(torch && { PyTorch: (net) => torch.run(net) }),
  }
}

/**
 * Asks for the loops' values, for which the largest of the network is what rounding is measured by: one output alone
 * may cancel to nothing.
 */
async function hold(net: Network, way: string, run: Run): Promise<void> {
  const weights = hashedWeights(net)
  const image = Float32Array.from(hashedImage(net.input.shape).data)
  const expected = runReference(net, weights, image)
  // Where all is zero, so has to be what is found.
  const largest = Object.values(expected).reduce(
    (most, values) => Math.max(most, ...values.map(Math.abs)),
    Number.MIN_VALUE,
  )
  try {
    const found = await run(net, weights, image)
    for (const [name, values] of Object.entries(expected)) {
      const own = found[name]
      if (own?.length !== elements(net.outputs[name]!.shape)) throw new Error(`${name} has ${own?.length} values`)
      const difference = values.reduce((most, value, i) => Math.max(most, Math.abs(value - own[i]!)), 0) / largest
      worst = Math.max(worst, difference)
      if (!(difference <= 1e-4)) throw new Error(`${name} differs by ${difference.toExponential(1)}`)
    }
  } catch (error) {
    finds++
    console.log(`${way}: ${messageOf(error)}\n${JSON.stringify(toJSON(net))}`)
  }
}
