/** @file What a web page would get of our packages: for the tests that keep them small. */

import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/**
 * The code of a module that a bundler makes for a page, minified. Imports are resolved as the module at `from`, a
 * file's URL, would.
 */
export async function bundle(code: string, from: string): Promise<string> {
  const entry = fileURLToPath(new URL('entry.js', from))
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
        load: (id) => (id === entry ? code : undefined),
      },
    ],
  })
  return [result]
    .flat()
    .flatMap((built) => ('output' in built ? built.output : []))
    .map((file) => ('code' in file ? file.code : ''))
    .join('')
}
