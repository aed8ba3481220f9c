import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPackage } from '@cnn/data/node'
import { expect, test } from 'vitest'

test('a package is found from the first of several places that sees it, even if its exports leave package.json out', async () => {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'cnn-package-')))
  try {
    const folder = join(root, 'near', 'node_modules', 'some-images')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'package.json'), '{ "name": "some-images", "exports": { "./data": "./data.js" } }')
    const [far, near] = [join(root, 'package.json'), join(root, 'near', 'inside', 'package.json')]
    expect(findPackage('some-images', [far, near])).toBe(folder)
    expect(findPackage('some-images', [far])).toBeUndefined()
  } finally {
    await rm(root, { recursive: true })
  }
})
