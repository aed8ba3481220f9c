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
  'h5wasm@0.10.3',
  'vite@8.3.8',
  'webpack@5.113.0',
  'esbuild@0.28.2',
  'rollup@4.68.8',
  '@rollup/plugin-node-resolve@16.0.3',
  '@rollup/plugin-commonjs@29.0.3',
  '@web/rollup-plugin-import-meta-assets@2.3.3',
  'next@16.4.6',
  'react@19.3.1',
  'react-dom@19.3.1',
  'playwright-core@1.65.1',
  '@sparticuz/chromium@153.0.0',
  `node-22@npm:node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}@22.23.3`,
]

/** Where a bundler gives no worker to a library, its Keras reader says so; an import map holds in no worker. */
export const refusal = 'the bundler of this page must know `new Worker(new URL(…, import.meta.url))`'
export const withoutWorkers = new Set(['esbuild', 'Rollup', 'import map'])

/** What builds it, and where to. */
export const bundlers: Readonly<Record<string, { readonly folder: string; readonly build: readonly string[] }>> = {
  'Vite build': { folder: 'out/vite', build: ['vite/bin/vite.js', 'build'] },
  webpack: { folder: 'out/webpack', build: ['../webpack.config.mjs'] },
  Rollup: { folder: 'out/rollup', build: ['rollup/dist/bin/rollup', '--config', '--silent'] },
  esbuild: {
    folder: 'out/esbuild',
    build: [
      'esbuild/bin/esbuild',
      'esbuild/page.js',
      'esbuild/background.js',
      '--bundle',
      '--format=esm',
      '--minify',
      '--splitting',
      '--target=es2022',
      '--outdir=out/esbuild',
      '--loader:.safetensors=file',
      '--log-level=error',
    ],
  },
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
