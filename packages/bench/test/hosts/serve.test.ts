import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { request, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve, type Server } from '../../src/hosts/browser/serve.ts'

let folder: string
let server: Server

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-serve-'))
  const root = join(folder, 'root')
  await mkdir(join(root, 'assets'), { recursive: true })
  await mkdir(join(folder, 'root-beside'))
  await writeFile(join(folder, 'secret.txt'), 'secret')
  await writeFile(join(folder, 'root-beside', 'secret.txt'), 'secret')
  await writeFile(join(root, '.hidden'), 'secret')
  await writeFile(join(root, 'index.html'), '<p>home')
  for (const name of ['a.js', 'a.wasm', 'a.json', 'a.svg', 'a.safetensors', 'two words.txt'])
    await writeFile(join(root, 'assets', name), name)
  await symlink(join(folder, 'secret.txt'), join(root, 'link.txt'))
  const type = 'text/plain'
  server = await serve({
    folder: root,
    routes: {
      '/data/made': async () => ({ body: new TextEncoder().encode('made'), type }),
      '/data/broken': () => Promise.reject(new Error('the images are not here')),
    },
  })
})

afterAll(async () => {
  await server?.close()
  if (folder) await rm(folder, { recursive: true })
})

interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Sends the path as it is, where fetch would tidy it. */
const ask = (
  path: string,
  { method = 'GET', ...headers }: { method?: string; host?: string; range?: string } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.origin)
    request({ hostname, port, path, method, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => (body += text))
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }))
    })
      .on('error', reject)
      .end()
  })

test.for([
  ['/', 'text/html; charset=utf-8'],
  ['/assets/a.js', 'text/javascript; charset=utf-8'],
  ['/assets/a.wasm', 'application/wasm'],
  ['/assets/a.json', 'application/json'],
  ['/assets/a.svg', 'image/svg+xml'],
  ['/assets/a.safetensors', 'application/octet-stream'],
  ['/assets/two%20words.txt', 'text/plain; charset=utf-8'],
  ['/assets/a.js?v=1', 'text/javascript; charset=utf-8'],
  ['/data/made', 'text/plain'],
])('%s is %s, isolated', async ([path, type]) => {
  const { status, headers } = await ask(path!)
  expect(status).toBe(200)
  expect(headers).toMatchObject({
    'content-type': type,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "frame-ancestors 'self'",
  })
})

test.for([
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e%2fsecret.txt',
  '/%252e%252e/secret.txt',
  '/..%5csecret.txt',
  '/..\\secret.txt',
  '/../root-beside/secret.txt',
  '//etc/passwd',
  '/%2fetc/passwd',
  '/C:/Windows/win.ini',
  '/file:///etc/passwd',
  '/link.txt',
  '/.hidden',
  '/index.html%00.txt',
  '/%',
  '/%ff',
  '/assets',
  '/assets/',
  '/__proto__',
  '/constructor',
  'http://elsewhere/secret.txt',
  '*',
])('%s is not found', async (path) => {
  const { status, body } = await ask(path)
  expect({ status, body }).toEqual({ status: 404, body: 'not found\n' })
})

test.runIf(process.platform !== 'win32')('a pipe, to which nobody writes, is not found', async () => {
  expect(spawnSync('mkfifo', [join(folder, 'root', 'pipe.txt')]).status).toBe(0)
  expect(await ask('/pipe.txt')).toMatchObject({ status: 404, body: 'not found\n' })
})

test.for(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', 'localhost.evil.example:80', 'a@127.0.0.1'])(
  'a request for the host %j is refused',
  async (host) => {
    expect((await ask('/', { host })).status).toBe(403)
  },
)

test('localhost on any port is this machine', async () => {
  expect((await ask('/', { host: 'localhost:8080' })).status).toBe(200)
})

test('HEAD tells the length and sends nothing', async () => {
  const { status, headers, body } = await ask('/', { method: 'HEAD' })
  expect({ status, length: headers['content-length'], body }).toEqual({ status: 200, length: '7', body: '' })
})

test('the first bytes alone are sent where no more are asked for', async () => {
  const { status, headers, body } = await ask('/data/made', { range: 'bytes=0-2' })
  expect({ status, body, range: headers['content-range'] }).toEqual({
    status: 206,
    body: 'mad',
    range: 'bytes 0-2/4',
  })
})

test.for(['bytes=0-3', 'bytes=0-99', 'bytes=1-2', 'bytes=-2', 'bytes=0-1,2-3', 'lines=0-1', 'bytes=0-1e9'])(
  'everything is sent for the range %j',
  async (range) => {
    expect(await ask('/data/made', { range })).toMatchObject({ status: 200, body: 'made' })
  },
)

test.for(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is refused', async (method) => {
  const { status, headers } = await ask('/', { method })
  expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: 'GET, HEAD' })
})

test('a route that fails says why', async () => {
  expect(await ask('/data/broken')).toMatchObject({ status: 500, body: 'the images are not here\n' })
})

test('a port in use is named', async () => {
  const port = Number(new URL(server.origin).port)
  await expect(serve({ folder, port })).rejects.toThrow(`port ${port} is in use`)
})
