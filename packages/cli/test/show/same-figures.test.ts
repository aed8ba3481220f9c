/** @file A network's figures are the same text wherever they are shown. */

import { describeSubject, findSubject, type Results } from '@cnn/bench'
import { table } from '@cnn/report'
import { expect, test } from 'vitest'
import { fixture } from '../../../bench/test/results/fixture.ts'
import { runHere } from '../run-here.ts'

/** Parameters, MACs, and the bytes of the parameters in float32: by PyTorch's counts. */
const figures = {
  'lenet5-cifar10': ['62,006', '0.65 M', '0.237 MiB'],
  resnet20: ['269,722', '40.6 M', '1.0 MiB'],
  resnet50: ['25,557,032', '4.09 G', '97.5 MiB'],
} as const

const run = async (...args: readonly string[]) => {
  const { status, stdout } = await runHere(...args)
  expect(status).toBe(0)
  return stdout
}
const words = (text: string, id: string) =>
  text
    .split('\n')
    .find((line) => line.startsWith(`${id} `))!
    .split(/ {2,}/)

/** One measured cell of the network. */
const measured = (id: string): Results => {
  const { suite, ...facts } = describeSubject(findSubject(id))
  const cell = fixture.cells.find(({ status }) => status === 'measured')!
  return { ...fixture, cells: [{ ...cell, ...facts, suite }] }
}

test.each(Object.entries(figures))('of %s in list, summary, plot and bench', async (id, [parameters, macs, bytes]) => {
  expect(words(await run('list'), id).slice(1, 3)).toEqual([parameters, macs])
  const told = await run('summary', id)
  expect(told).toContain(`\n${parameters} parameters\n${macs} MACs `)
  expect(await run('plot', id, '--format', 'mermaid')).toContain(` · ${parameters} parameters · ${macs} MACs`)
  expect(words(table(measured(id)), id).slice(1, 3)).toEqual([parameters, macs])
  expect(told).toContain(`memory in float32: ${bytes} of parameters`)
})
