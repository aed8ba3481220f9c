import { defineConfig, type Plugin } from 'vite'

/** WASM threads need cross-origin isolation. */
const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }

/**
 * tfjs gives the threads of WASM the source text of a function as their script, so it may name nothing outside of it. It asks
 * `typeof _scriptDir` before it does, which a minifier knows the answer to, and folds away. In a module it is undefined anyway.
 */
const selfContainedThreads: Plugin = {
  name: 'self-contained-threads',
  transform: {
    filter: { id: /tfjs-backend-wasm-threaded-simd\.js$/ },
    handler(code) {
      const guarded = 'typeof _scriptDir !== "undefined" && _scriptDir'
      if (!code.includes(guarded)) this.error('tfjs-backend-wasm has changed: look again at what its threads run')
      return { code: code.replace(guarded, 'false'), map: null }
    },
  },
}

export default defineConfig({
  base: './',
  plugins: [selfContainedThreads],
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
