/**
 * @file Logits that PyTorch gives for hashed weights (benchmarks/proofs/goldens/generate.py), and the networks that
 * should give them.
 */

import type { Network } from '@cnn/shapes'
import { hashedImage, hashedWeights } from '@cnn/weights'
import { zoo, type BuildOptions } from '@cnn/zoo'
import { expect } from 'vitest'
import { expectClose } from './close.ts'
import type { Predict } from './predict.ts'
import logits from './goldens/logits.json' with { type: 'json' }

export interface Golden {
  /** Id in @cnn/zoo. */
  readonly network: string
  /**
   * `family`: one small network of each family, for every backend. `small`: the others, for CPU and WASM. `paper`: at
   * the paper's size, for WASM.
   */
  readonly where: 'family' | 'small' | 'paper'
  readonly options: BuildOptions & Readonly<Record<string, unknown>>
  /** Of the hashed kernels, where it is not 1. */
  readonly gain?: number
  readonly outputs: Readonly<Record<string, readonly number[]>>
}

export const goldens = logits as unknown as readonly Golden[]

export const families = goldens.filter(({ where }) => where === 'family')

/** For the name of a test: `vgg11 { size: 96, … }`. */
export const titled = (some: readonly Golden[]) =>
  some.map((golden) => [`${golden.network} ${JSON.stringify(golden.options).replaceAll('"', '')}`, golden] as const)

export const buildGolden = ({ network, options }: Golden): Network =>
  zoo.find(({ id }) => id === network)!.build(options)

/** All outputs of the hashed weights and image, as somebody predicts them, against PyTorch's. */
export async function expectGolden(golden: Golden, tolerance: number, ...runners: readonly Predict[]): Promise<void> {
  const net = buildGolden(golden)
  const outputs = Object.keys(net.outputs)
  expect(outputs).toEqual(Object.keys(golden.outputs))
  const weights = hashedWeights(net, golden)
  for (const predict of runners) {
    const found = await predict({ net, weights, outputs }, hashedImage(net.input.shape).data)
    for (const name of outputs) expectClose(found[name]!, golden.outputs[name]!, tolerance)
  }
}
