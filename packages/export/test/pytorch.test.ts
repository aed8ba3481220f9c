/**
 * @file What is written for PyTorch. That PyTorch makes of it what it should is asked by
 * benchmarks/proofs/pytorch/check.py.
 */

import { fromJSON, weights, type Network } from '@cnn/shapes'
import { writePyTorch } from '@cnn/export/node'
import { googlenetTorchvision } from '@cnn/zoo'
import { expect, test } from 'vitest'
import { cases } from '../../tfjs/test/cases.ts'

const net = googlenetTorchvision({ classes: 5 })
const files = writePyTorch('googlenet', net)

test('the graph, and scripts that need nothing but each other, Python, PyTorch and NumPy', () => {
  const scripts = Object.keys(files).filter((name) => name.endsWith('.py'))
  expect(Object.keys(files).toSorted()).toEqual(['googlenet.json', ...scripts].toSorted())
  const python = ['argparse', 'json', 'math', 'os', 'struct', 'sys', 'time']
  const known = new Set([...python, 'torch', 'numpy', ...scripts.map((name) => name.replace('.py', ''))])
  for (const name of scripts)
    for (const [, module] of files[name]!.matchAll(/^(?:import|from) (\w+)/gm))
      expect(known, `${name} imports ${module}`).toContain(module)
})

test('the graph is the network, with its heads', () => {
  const read = fromJSON(JSON.parse(files['googlenet.json']!))
  expect(Object.keys(read.outputs)).toEqual(Object.keys(net.outputs))
  const named = (of: Network) => weights(of).map(({ name, shape, role }) => [name, shape, role])
  expect(named(read)).toEqual(named(net))
})

test('there is Python for every kind of node', () => {
  const kinds = new Set(Object.values(cases).flatMap(({ nodes }) => nodes.map(({ kind }) => kind)))
  expect(kinds.size).toBeGreaterThanOrEqual(18)
  for (const kind of kinds) expect(files['network.py'], kind).toMatch(new RegExp(`^ +"${kind}": |== "${kind}"`, 'm'))
})
