/** Vite's import of a file's URL. */
declare module '*.wasm?url' {
  const url: string
  export default url
}
