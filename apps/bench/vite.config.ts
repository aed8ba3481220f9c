import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** WASM threads need cross-origin isolation. */
const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }

const worker = fileURLToPath(new URL('src/worker.ts', import.meta.url))

export default defineConfig({
  base: './',
  server: { headers },
  preview: { headers },
  build: {
    target: 'es2023',
    // tfjs starts its WASM threads from the source text of a function that is wrong after minification: the page would hang.
    minify: false,
    chunkSizeWarningLimit: 2000,
    // Vite's preloading asks the document, which a worker does not have.
    modulePreload: false,
    rolldownOptions: {
      // The worker is an entry as the pages are, so that it shares its modules with them.
      input: ['index.html', 'cell.html', worker],
      output: {
        entryFileNames: ({ facadeModuleId }) =>
          facadeModuleId === worker ? 'assets/measure-worker.js' : 'assets/[name]-[hash].js',
      },
    },
  },
})
