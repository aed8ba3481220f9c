/** @file Reading safetensors brings no other reader, no archive and no HDF5. */

import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bundle } from '../../../tools/bundle.ts'

test('readSafetensors is under 2.5 kB on the wire', async () => {
  const code = await bundle("export { readSafetensors } from '@cnn/weights'", import.meta.url)
  expect(code).toContain('__metadata__')
  for (const unused of ['data.pkl', 'WebAssembly', 'weightsManifest', 'inflate', 'branch2'])
    expect(code).not.toContain(unused)
  expect(gzipSync(code).length).toBeLessThan(2500)
})
