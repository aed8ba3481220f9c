import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fixture } from '../../../bench/test/results/fixture.ts'
import { runHere } from '../run-here.ts'

test.each([
  ['a longer run', JSON.stringify(fixture), `holds a longer run, ${fixture.cells.length} cells of 2026-10-05 06:43`],
  ['a file of somebody else', '{"mine":1}', 'is not of cnn bench'],
])('cnn bench does not replace %s without being told to', async (_, text, message) => {
  const folder = await mkdtemp(join(tmpdir(), 'cnn-longer-'))
  const file = join(folder, 'results.json')
  try {
    await writeFile(file, text)
    const one = ['--networks', 'lenet5-cifar10', '--backends', 'node-wasm', '--out', folder]
    const { status, stderr } = await runHere('bench', ...one)
    expect(status).toBe(2)
    expect(stderr).toContain(message)
    expect(stderr).toContain('--overwrite')
    expect(await readFile(file, 'utf8')).toBe(text)
  } finally {
    await rm(folder, { recursive: true })
  }
})
