import { fileURLToPath } from 'node:url'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { findBrowser } from '@cnn/bench/node'

const tfjs = ['core', 'backend-cpu', 'backend-wasm', 'backend-webgl', 'backend-webgpu'].map(
  (name) => `@tensorflow/tfjs-${name}`,
)
const browser = await findBrowser()

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
