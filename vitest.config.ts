import { fileURLToPath } from 'node:url'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { findBrowser } from '@cnn/bench/node'

const tfjs = ['core', 'backend-cpu', 'backend-wasm', 'backend-webgl', 'backend-webgpu'].map(
  (name) => `@tensorflow/tfjs-${name}`,
)
const browser = await findBrowser()

// Weights are large arrays, made and thrown away by the hundred. Left to itself, glibc gives each back to the system
// and takes fresh pages for the next; in a virtual machine their first touch can cost twenty times what fills them. The
// workers and what they start inherit this; other C libraries pass it over.
process.env['GLIBC_TUNABLES'] ??= 'mmap_threshold=1073741824 trim_threshold=8589934592 hugetlb=1'
  .split(' ')
  .map((tunable) => `glibc.malloc.${tunable}`)
  .join(':')

export default defineConfig({
  test: {
    reporters: [['default', { summary: false }], './tools/plain-reporter.ts'],
    projects: [
      {
        // Under Node, `@tensorflow/*` resolves to CommonJS and, by deep imports, to a second copy of tfjs-core.
        resolve: {
          alias: [...tfjs.map((name) => [name, '']), ['@tensorflow/tfjs-layers', 'packages/export/']].map(
            ([name, folder]) => ({
              find: new RegExp(`^${name}$`),
              replacement: fileURLToPath(new URL(`${folder}node_modules/${name}/dist/index.js`, import.meta.url)),
            }),
          ),
        },
        test: {
          name: 'node',
          include: [
            'packages/*/test/**/*.test.ts',
            'apps/*/test/**/*.test.ts',
            'benchmarks/*/*.test.ts',
            'tools/**/*.test.ts',
          ],
          exclude: ['**/*.browser.test.ts'],
          server: { deps: { inline: [/@tensorflow\//] } },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // WASM threads need cross-origin isolation.
        server: {
          headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
        },
        // Named, since one that is found late reloads the page in the middle of the tests.
        optimizeDeps: {
          include: [
            ...tfjs,
            'fast-check',
            ...['h5wasm', 'fflate', 'fastest-levenshtein'].map((name) => `@cnn/cli > @cnn/weights > ${name}`),
            '@cnn/cli > @cnn/export > onnxruntime-web/wasm',
            ...['@litertjs/core', 'flatbuffers'].map((name) => `@cnn/cli > @cnn/export > ${name}`),
          ],
        },
        test: {
          name: 'browser',
          include: ['packages/*/test/**/*.browser.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: browser.path, args: [...browser.args] } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
