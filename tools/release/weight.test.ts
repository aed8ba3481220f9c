import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { weigh } from './weight.ts'

/** Packages of 1, 2, 4, … kB, with what each needs; a folder inside of one package holds another. */
const installed = {
  '@cnn/cli': ['@cnn/tfjs', 'playwright-core', 'long'],
  '@cnn/tfjs': ['@tensorflow/tfjs-core'],
  '@tensorflow/tfjs-core': ['long', 'seedrandom'],
  seedrandom: [],
  'playwright-core': [],
  long: [],
  '@cnn/cli/node_modules/nested': [],
}

test('what only tfjs and the browser bring is left out, what others need too is not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cnn-weight-'))
  try {
    for (const [i, [path, needs]] of Object.entries(installed).entries()) {
      const file = join(folder, 'node_modules', path, 'package.json')
      mkdirSync(dirname(file), { recursive: true })
      const text = JSON.stringify({ dependencies: Object.fromEntries(needs.map((name) => [name, '1'])) })
      writeFileSync(file, text.padEnd(1e3 * 2 ** i))
    }
    writeFileSync(join(folder, 'node_modules', '.package-lock.json'), '')
    const weight = weigh(join(folder, 'node_modules'))
    // nested is needed by nobody's package.json, so it is no part of what stays beside tfjs.
    expect(weight).toEqual({
      packages: 7,
      megabytes: 0.127,
      besideTfjs: (1 + 2 + 16 + 32) / 1e3,
      besideTfjsAndBrowser: (1 + 2 + 32) / 1e3,
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
