/** @file Logits that PyTorch gives for hashed weights (benchmarks/goldens/generate.py), and the networks that should give them. */

import { macs, type Network } from '@cnn/shapes'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { zoo, type BuildOptions } from '@cnn/zoo'
import { createModel } from '@cnn/tfjs'
import { expectClose } from './close.ts'
import logits from './goldens/logits.json' with { type: 'json' }

// Public API

export interface Golden {
  /** Id in @cnn/zoo. */
  readonly network: string
  /** `family`: one small network of each family, for every backend. `small`: the others, for CPU and WASM. `paper`: at the paper's size, for WASM. */
  readonly where: 'family' | 'small' | 'paper'
  readonly options: BuildOptions & Readonly<Record<string, unknown>>
  /** Of the hashed kernels; 1 unless given. */
  readonly gain?: number
  readonly outputs: Readonly<Record<string, readonly number[]>>
}

export const goldens = logits as unknown as readonly Golden[]

/** Those that are small enough for a slow backend. */
export const within = (most: number, where: readonly Golden['where'][]): readonly Golden[] =>
  goldens.filter((golden) => where.includes(golden.where) && macs(buildGolden(golden)) <= most)

/** For the name of a test: `vgg11 { size: 96, … }`. */
export const titled = (goldens: readonly Golden[]) =>
  goldens.map((golden) => [`${golden.network} ${JSON.stringify(golden.options).replaceAll('"', '')}`, golden] as const)

export const buildGolden = ({ network, options }: Golden): Network => zoo.find(({ id }) => id === network)!.build(options)

export const goldenWeights = (net: Network, { gain = 1 }: Golden) => hashedWeights(net, { gain })

/** Logits of the hashed weights and image on the current backend, against PyTorch's. */
export async function expectGolden(golden: Golden, tolerance: number): Promise<void> {
  const net = buildGolden(golden)
  const outputs = Object.keys(net.outputs)
  if (outputs.join() !== Object.keys(golden.outputs).join()) throw new Error(`PyTorch gives ${Object.keys(golden.outputs).join()}`)
  const model = createModel(net, goldenWeights(net, golden), { outputs })
  const found = await model.predict(hashedImage(net.input.shape).data)
  model.dispose()
  for (const name of outputs) expectClose(found[name]!, golden.outputs[name]!, tolerance)
}
