/** @file Reading safetensors brings no other reader, no archive and no HDF5. */

import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { expect, test } from 'vitest'

test('readSafetensors is under 2 kB on the wire', async () => {
  const entry = fileURLToPath(new URL('entry.js', import.meta.url))
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: true,
      modulePreload: false,
      target: 'es2023',
      rollupOptions: { input: entry, preserveEntrySignatures: 'strict' },
    },
    plugins: [
      {
        name: 'entry',
        enforce: 'pre',
        resolveId: (id) => (id === entry ? entry : undefined),
        load: (id) => (id === entry ? "export { readSafetensors } from '@cnn/weights'" : undefined),
      },
    ],
  })
  const code = [result]
    .flat()
    .flatMap((built) => ('output' in built ? built.output : []))
    .map((file) => ('code' in file ? file.code : ''))
    .join('')
  expect(code).toContain('__metadata__')
  for (const unused of ['data.pkl', 'WebAssembly', 'weightsManifest', 'inflate', 'branch2']) expect(code).not.toContain(unused)
  expect(gzipSync(code).length).toBeLessThan(2000)
})
