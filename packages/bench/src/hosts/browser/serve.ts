/**
 * @file Serves a folder to a browser on this machine, cross-origin isolated, which WASM threads need.
 * Any page the user has open can send requests here, and a hostile name server can make its own name point here: so
 * only requests for this machine by its own name are answered, and only with files that lie in the folder.
 */

import { CnnError, messageOf } from '@cnn/shapes'
import { readFile, realpath, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'
import { extname, join, resolve, sep } from 'node:path'

// Public API

/** What a path answers with; `type` is the media type. */
export interface Content {
  readonly body: Uint8Array
  readonly type: string
}

/** What is served, and where. */
export interface ServeOptions {
  /** Where it is absent, the routes alone are served. */
  readonly folder?: string
  /** Paths that are not files, `/data/cifar10/test.bin`, made when they are asked for. They go before files. */
  readonly routes?: Readonly<Record<string, () => Promise<Content>>>
  /** 0 takes a free one. */
  readonly port?: number
  /** Of this machine, where requests are heard; absent, its loopback, which other machines do not reach. */
  readonly address?: string
  /** Names by which this machine is asked from elsewhere, through a tunnel for one: requests for others are refused. */
  readonly names?: readonly string[]
}

/** A server that runs. `close` breaks open connections off. */
export interface Server extends AsyncDisposable {
  readonly origin: string
  readonly close: () => Promise<void>
}

/** The port cannot be had; the message says why and what to do. */
export class PortError extends CnnError {
  override name = 'PortError'
}

/** Starts the server, on 127.0.0.1 unless another address is named. Throws PortError where the port cannot be had. */
export async function serve({ folder, routes = {}, port = 0, ...from }: ServeOptions): Promise<Server> {
  const { address: own = '127.0.0.1', names = [] } = from
  const root = folder === undefined ? undefined : await realpath(folder)
  const known = new Set(['127.0.0.1', 'localhost', own, ...names])
  const server = createServer((request, response) => void answer(request, response, { root, routes, known }))
  await new Promise<void>((ready, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port)))
    server.listen(port, own, ready)
  })
  const address = server.address()
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed())
      server.closeAllConnections()
    })
  const origin = `http://${own.includes(':') ? `[${own}]` : own}:${typeof address === 'object' ? address?.port : port}`
  return { origin, close, [Symbol.asyncDispose]: close }
}

// Implementation

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
}

const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-cache',
  // The page frames its own cells; no other page frames it.
  'Content-Security-Policy': "frame-ancestors 'self'",
}

interface Served {
  readonly root: string | undefined
  readonly routes: NonNullable<ServeOptions['routes']>
  /** Names and addresses that this machine is known by. */
  readonly known: ReadonlySet<string>
}

async function answer(request: IncomingMessage, response: ServerResponse, { root, routes, known }: Served) {
  const say = (status: number, { body, type }: Content, more: OutgoingHttpHeaders = {}) =>
    response
      .writeHead(status, { ...headers, 'Content-Type': type, 'Content-Length': body.length, ...more })
      .end(request.method === 'HEAD' ? undefined : body)
  if (!known.has(nameIn(request.headers.host ?? '')))
    return say(403, text(`only ${[...known].join(', ').replace(/, ([^,]*)$/, ' and $1')} are served`))
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return say(405, text('only GET and HEAD'), { Allow: 'GET, HEAD' })
  try {
    const path = parsePath(request.url ?? '/')
    const route = path !== undefined && Object.hasOwn(routes, path) ? routes[path] : undefined
    const content = route ? await route() : root !== undefined && path !== undefined && (await readInside(root, path))
    if (!content) return say(404, text('not found'))
    const end = endOfRange(request.headers.range)
    if (end === undefined || end >= content.body.length) return say(200, content)
    const range = { 'Content-Range': `bytes 0-${end - 1}/${content.body.length}` }
    return say(206, { ...content, body: content.body.subarray(0, end) }, range)
  } catch (error) {
    return say(500, text(messageOf(error)))
  }
}

/** Without the port, and of an IPv6 address without its brackets. */
const nameIn = (host: string): string =>
  host
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()

/** Where a range ends that begins with the first byte; of any other the server may send everything, and does. */
function endOfRange(range = ''): number | undefined {
  const last = /^bytes=0-(\d{1,15})$/.exec(range)?.[1]
  return last === undefined ? undefined : Number(last) + 1
}

const text = (message: string): Content => ({
  body: new TextEncoder().encode(`${message}\n`),
  type: 'text/plain; charset=utf-8',
})

/** The path of a URL, decoded once; undefined where a part of it is no plain name of a file. */
function parsePath(url: string): string | undefined {
  let path: string
  try {
    path = decodeURIComponent(url.split(/[?#]/, 1)[0]!)
  } catch {
    return undefined
  }
  const names = path.split('/').slice(1)
  // No hidden files, no parent, and nothing that Windows reads as a separator or a drive.
  const plain =
    path.startsWith('/') &&
    names.every((name, i) => (name !== '' || i === names.length - 1) && !/^\.|[\\:\0]/.test(name))
  return plain ? path : undefined
}

/** A file in the folder; links that lead out of it are as good as absent. */
async function readInside(root: string, path: string): Promise<Content | undefined> {
  const file = await realpath(join(root, path.endsWith('/') ? `${path}index.html` : path)).catch(() => undefined)
  if (!file?.startsWith(resolve(root) + sep)) return undefined
  // A named pipe would never answer.
  if (!(await stat(file)).isFile()) return undefined
  const body = await readFile(file).catch(() => undefined)
  return body && { body, type: types[extname(file).toLowerCase()] ?? 'application/octet-stream' }
}

function explain(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new PortError(`port ${port} is in use; name another one, or none to take one that is free`)
  if (error.code === 'EACCES') return new PortError(`port ${port} may not be used; name one above 1023`)
  return error
}
