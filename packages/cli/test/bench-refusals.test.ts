import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { cnn } from './cnn.ts'

test('cnn bench ends where there is no such browser, or nowhere to write', async () => {
  const browser = await cnn('bench', '--browser', '/nowhere/chrome', '--out', join(tmpdir(), 'cnn-no-bench'))
  expect(browser.status).toBe(2)
  expect(browser.stderr).toContain("--browser names '/nowhere/chrome', which is not there")
  const out = await cnn('bench', '--backends', 'node-wasm', '--out', fileURLToPath(import.meta.url))
  expect(out.status).toBe(2)
  expect(out.stderr).toMatch(/^error: --out .* cannot be made: /m)
})
