/** @file Serves what a bundler made to a browser, cross-origin isolated, in which tfjs wants threads. */

import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
}

/** The first of the folders that has a file answers with it. */
export async function serveFolders(folders: readonly string[]): Promise<AsyncDisposable & { readonly origin: string }> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    const file = path.endsWith('/') ? `${path}index.html` : path
    const find = async () => {
      for (const folder of folders) {
        const body = await readFile(join(folder, file)).catch(() => undefined)
        if (body) return body
      }
      return undefined
    }
    void find().then((body) =>
      response
        .writeHead(body ? 200 : 404, {
          'content-type': types[extname(file)] ?? 'application/octet-stream',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-embedder-policy': 'require-corp',
          'cross-origin-resource-policy': 'same-origin',
        })
        .end(body),
    )
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  return {
    origin,
    [Symbol.asyncDispose]: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}
