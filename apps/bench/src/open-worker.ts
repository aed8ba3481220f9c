/** The script has a name of its own in the built page (vite.config.ts), where it shares its modules with the page. */
export const openWorker = (): Worker =>
  new Worker(new URL(import.meta.env.DEV ? 'src/worker.ts' : 'assets/measure-worker.js', document.baseURI), {
    type: 'module',
    name: 'one measurement',
  })
