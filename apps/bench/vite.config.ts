import { defineConfig } from 'vite'

/** WASM threads need cross-origin isolation. */
const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }

export default defineConfig({
  base: './',
  server: { headers },
  preview: { headers },
  build: {
    target: 'es2023',
    // tfjs starts its WASM threads from the source text of a function that is wrong after minification: the page would hang.
    minify: false,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { input: ['index.html', 'cell.html'] },
  },
})
