import { defineConfig } from 'vite'

/** WASM threads need cross-origin isolation. */
const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }

export default defineConfig({
  base: './',
  server: { headers },
  preview: { headers },
  build: {
    target: 'es2023',
    // The tfjs backends are large by nature, and each is a chunk of its own.
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { input: ['index.html', 'cell.html'] },
  },
})
