/** @file The files of engines that are installed, as a server gives them to a page. Node's. */

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

// Public API

interface Content {
  readonly body: Uint8Array
  readonly type: string
}

/**
 * What a server answers for `/engines/PACKAGE/FILE`, of the packages that are installed beside this one or in the
 * folder where the program runs. Nothing else of a package is served.
 */
export function engineRoutes(): Readonly<Record<string, () => Promise<Content>>> {
  const routes: Record<string, () => Promise<Content>> = {}
  for (const { name, within, files } of packages) {
    const root = findRoot(name, within)
    if (root === undefined) continue
    for (const file of files) {
      const path = join(root, file)
      if (existsSync(path))
        routes[`/engines/${name}/${file}`] = async () => ({ body: await readFile(path), type: types[extname(path)]! })
    }
  }
  return routes
}

// Implementation

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
}

const both = (names: readonly string[], ends: readonly string[]) =>
  names.flatMap((name) => ends.map((end) => `${name}.${end}`))

/** Every file that a page may ask for; `within` is the package that brings it. */
const packages: readonly { readonly name: string; readonly within?: string; readonly files: readonly string[] }[] = [
  {
    name: 'onnxruntime-web',
    files: [
      'dist/ort.wasm.min.mjs',
      'dist/ort.webgpu.min.mjs',
      ...both(['dist/ort-wasm-simd-threaded', 'dist/ort-wasm-simd-threaded.asyncify'], ['mjs', 'wasm']),
    ],
  },
  {
    name: '@litertjs/core',
    files: [
      'dist/index.js',
      ...both(
        ['', '_compat', '_threaded'].map((build) => `wasm/litert_wasm${build}_internal`),
        ['js', 'wasm'],
      ),
    ],
  },
  { name: '@litertjs/wasm-utils', within: '@litertjs/core', files: ['dist/index.js'] },
]

/** The folder of a package; its entry lies in a folder within. */
function findRoot(name: string, within?: string): string | undefined {
  const places = [import.meta.url, pathToFileURL(join(process.cwd(), 'package.json')).href]
  for (const place of places) {
    try {
      const from = within === undefined ? place : createRequire(place).resolve(within)
      return dirname(dirname(createRequire(from).resolve(name)))
    } catch {
      continue
    }
  }
  return undefined
}
