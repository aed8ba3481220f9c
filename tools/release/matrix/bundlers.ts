/** @file The project of the matrix: what it installs, and how each bundler builds it. */

/** Packages of ours that the project has. */
export const wanted = new Set([
  'shapes',
  'blocks',
  'zoo',
  'data',
  'weights',
  'wasm',
  'tfjs',
  'trained',
  'export',
  'bench',
])
/** All else that it has. */
export const pinned = [
  '@tensorflow/tfjs-core@4.22.0',
  '@tensorflow/tfjs-backend-wasm@4.22.0',
  '@tensorflow/tfjs-layers@4.22.0',
  'h5wasm@0.10.3',
  'vite@8.3.8',
  'webpack@5.113.0',
  'esbuild@0.28.2',
  'rollup@4.68.8',
  '@rollup/plugin-node-resolve@16.0.3',
  '@rollup/plugin-commonjs@29.0.3',
  '@rollup/plugin-terser@1.0.2',
  '@web/rollup-plugin-import-meta-assets@2.3.3',
  'next@16.4.6',
  'react@19.3.1',
  'react-dom@19.3.1',
  'playwright-core@1.65.1',
  '@sparticuz/chromium@153.0.0',
  `node-22@npm:node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}@22.23.3`,
]

/** No import map holds in a worker, which the Keras reader needs, and says. */
export const refusal = 'the bundler of this page must know `new Worker(new URL(…, import.meta.url))`'
export const withoutWorkers = 'import map'

interface Bundler {
  /** Where it builds the whole project to. */
  readonly folder: string
  readonly build: readonly string[]
  /** Builds the page of a folder alone, to another. */
  readonly one?: (from: string, to: string) => readonly string[]
}

const rollup = ['rollup/dist/bin/rollup', '--config', '--silent']
const esbuild = ['esbuild/bin/esbuild', '--bundle', '--format=esm', '--minify', '--splitting', '--target=es2022']

export const bundlers: Readonly<Record<string, Bundler>> = {
  'Vite build': {
    folder: 'out/vite',
    build: ['vite/bin/vite.js', 'build'],
    one: (from, to) => ['vite/bin/vite.js', 'build', from, '--outDir', `../../${to}`, '--logLevel', 'error'],
  },
  webpack: {
    folder: 'out/webpack',
    build: ['../webpack.config.mjs', 'src', 'out/webpack'],
    one: (from, to) => ['../webpack.config.mjs', from, to],
  },
  Rollup: {
    folder: 'out/rollup',
    build: rollup,
    one: (from, to) => [...rollup, '--input', `${from}/page.js`, '--dir', to],
  },
  esbuild: {
    folder: 'out/esbuild',
    build: [
      ...esbuild,
      'esbuild/page.js',
      'esbuild/background.js',
      'cnn-hdf5-worker=@cnn/weights/hdf5-worker',
      '--outdir=out/esbuild',
      '--loader:.safetensors=file',
      '--log-level=error',
    ],
    one: (from, to) => [...esbuild, `${from}/page.js`, `--outdir=${to}`, '--log-level=error'],
  },
  // Its scripts hold React too, so its pages are not compared by size.
  'Next (Turbopack)': { folder: 'out/next', build: ['next/dist/bin/next', 'build'] },
}

/** Where a page without a bundler finds what it imports. */
export const importMap = `<script type="importmap">${JSON.stringify({
  imports: {
    ...Object.fromEntries(
      ['shapes', 'blocks', 'zoo', 'data', 'weights', 'wasm'].map((name) => [
        `@cnn/${name}`,
        `/node_modules/@cnn/${name}/dist/index.js`,
      ]),
    ),
    '@cnn/trained/urls/resnet20': '/node_modules/@cnn/trained/dist/urls/resnet20.js',
    'fastest-levenshtein': '/node_modules/fastest-levenshtein/esm/mod.js',
    'fast-png': '/node_modules/fast-png/lib/index.js',
    iobuffer: '/node_modules/iobuffer/lib/iobuffer.js',
    fflate: '/node_modules/fflate/esm/browser.js',
  },
})}</script>`
