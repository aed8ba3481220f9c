import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { pathOf } from '@cnn/trained'
import { urls } from '@cnn/trained/all'
import { defineConfig, type Plugin } from 'vite'

/** WASM threads need cross-origin isolation. */
const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }

const places = new Map([...urls].map(([id, url]) => [pathOf(id), url]))

/**
 * The trained weights at `weights/ID.safetensors`. The package of this page leaves them out: `cnn app` serves those of
 * @cnn/trained.
 */
const trainedWeights: Plugin = {
  name: 'trained weights',
  configureServer: ({ middlewares }) => {
    middlewares.use((request, response, next) => {
      const url = places.get(request.url?.slice(1) ?? '')
      if (url) createReadStream(url).pipe(response)
      else next()
    })
  },
  async generateBundle() {
    for (const [fileName, url] of places) this.emitFile({ type: 'asset', fileName, source: await readFile(url) })
  },
}

const worker = fileURLToPath(new URL('src/worker.ts', import.meta.url))

export default defineConfig({
  base: './',
  plugins: [trainedWeights],
  server: { headers },
  preview: { headers },
  build: {
    target: 'es2023',
    license: { fileName: 'licences.md' },
    // tfjs starts its WASM threads from the source text of a function that is wrong after minification: the page would
    // hang.
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
