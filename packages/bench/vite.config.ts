import { defineConfig } from 'vite'

export default defineConfig({
  root: 'cell',
  base: './',
  build: {
    outDir: '../dist/cell',
    target: 'es2023',
    license: { fileName: 'licences.md' },
    // tfjs starts its WASM threads from the source text of a function that is wrong after minification: the page would
    // hang.
    minify: false,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { input: 'cell/cell.html' },
  },
})
