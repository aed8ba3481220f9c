import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cnn } from '../cnn.ts'
import { runHere } from '../run-here.ts'

test('draws to the terminal as SVG, or as it is told', async () => {
  const { status, stdout, stderr } = await cnn('plot', 'resnet20')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(/^<svg [^]*layer1\.0 … layer1\.2[^]*<\/svg>\n$/)
  expect((await runHere('plot', 'resnet20', '--format', 'mermaid')).stdout).toMatch(/^%% resnet20: .*\nflowchart TD\n/)
  expect((await runHere('plot', 'resnet20', '--format', 'dot')).stdout).toMatch(/^digraph "resnet20" \{\n/)
})

test('--whole shows every layer; --heads, --size and --classes are those of summary', async () => {
  expect((await runHere('plot', 'resnet20')).stdout).not.toContain('layer1.1.conv2')
  expect((await runHere('plot', 'resnet20', '--whole')).stdout).toContain('layer1.1.conv2')
  expect((await runHere('plot', 'googlenet')).stdout).not.toContain('aux1')
  expect((await runHere('plot', 'googlenet', '--heads')).stdout).toContain('output: aux1')
  expect((await runHere('plot', 'resnet20', '--size', '64', '--classes', '7')).stdout).toContain('64×64×3 to 7')
})

test('writes a file, of the language that its ending says', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cnn-plot-'))
  try {
    for (const [ending, start] of [
      ['svg', '<svg'],
      ['mmd', '%%'],
      ['gv', 'digraph'],
    ] as const) {
      const out = join(folder, `net.${ending}`)
      expect(await runHere('plot', 'lenet5-modern', '--out', out)).toEqual({ status: 0, stdout: '', stderr: '' })
      expect((await readFile(out, 'utf8')).startsWith(start)).toBe(true)
    }
  } finally {
    await rm(folder, { recursive: true })
  }
})
