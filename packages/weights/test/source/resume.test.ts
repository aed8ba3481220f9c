/**
 * @file Downloads that go on where an earlier run was ended, from servers that help with it and servers that do not.
 */

import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FormatError, SourceError } from '@cnn/weights'
import { downloaded } from '@cnn/weights/node'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

const sha = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex')
const first = Uint8Array.from(randomBytes(50_000))
const second = Uint8Array.from(randomBytes(60_000))
const monday = 'Mon, 01 Jun 2026 10:00:00 GMT'
const tuesday = 'Tue, 02 Jun 2026 10:00:00 GMT'

/** What the server has, and how it behaves; set by each test. */
let site: {
  content: Uint8Array
  /** What it says of the version. */
  version: Record<string, string>
  /** Bytes of an answer after which the line breaks. */
  breaks?: number
  ranges: 'kept' | 'ignored' | 'blindly' | 'refused'
}
let asked: { range: string | undefined; ifRange: string | undefined }[]
/** The line that is to break once the bytes until there have come. */
let line: { readonly response: ServerResponse; readonly until: number } | undefined
let server: Server
let url: string
let folder: string

function answer({ headers }: IncomingMessage, response: ServerResponse): void {
  asked.push({ range: headers.range, ifRange: headers['if-range'] as string | undefined })
  const { content, version, breaks, ranges } = site
  const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0)
  const same = headers['if-range'] === (version['etag'] ?? version['last-modified'])
  if (from > 0 && ranges === 'refused') return void response.writeHead(416, version).end()
  const part = from > 0 && (ranges === 'blindly' || (ranges === 'kept' && same))
  const body = part ? content.subarray(from) : content
  const range: Record<string, string> = part
    ? { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }
    : {}
  response.writeHead(part ? 206 : 200, { ...version, ...range, 'content-length': body.length })
  if (breaks === undefined || breaks >= body.length) response.end(body)
  else {
    response.write(body.subarray(0, breaks))
    line = { response, until: (part ? from : 0) + breaks }
  }
}

beforeAll(async () => {
  server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/weights`
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cnn-resume-'))
  site = { content: first, version: { etag: '"1"' }, breaks: 20_000, ranges: 'kept' }
  asked = []
  line = undefined
  return () => rm(folder, { recursive: true })
})
afterAll(() => void server.close())

/** A run that is ended by the line. */
const broken = () => {
  const onProgress = (loaded: number) => void (loaded === line?.until && line.response.destroy())
  return expect(downloaded(url, { folder, retries: 0, onProgress })).rejects.toThrow('cannot be read')
}
const next = (sha256?: string) => downloaded(url, { folder, retries: 0, ...(sha256 !== undefined && { sha256 }) })
/** But for the note of a whole file's URL. */
const kept = async () => (await readdir(folder)).filter((name) => !name.endsWith('.url'))

test.each([
  ['an ETag', { etag: '"1"' }, '"1"'],
  ['a date', { 'last-modified': monday }, monday],
])('the next run asks for the rest only, by %s', async (_, version, ifRange) => {
  site.version = version
  await broken()
  expect(await kept()).toHaveLength(2)
  await broken()
  delete site.breaks
  const loaded: number[] = []
  expect(await downloaded(url, { folder, sha256: sha(first), onProgress: (now) => loaded.push(now) })).toEqual(first)
  expect(asked).toEqual([
    { range: undefined, ifRange: undefined },
    { range: 'bytes=20000-', ifRange },
    { range: 'bytes=40000-', ifRange },
  ])
  expect(loaded[0]).toBeGreaterThan(40_000)
  expect(await kept()).toEqual([sha(url)])
  await next(sha(first))
  expect(asked).toHaveLength(3)
})

test.each([
  ['ignores ranges', 'ignored'],
  ['has no such range', 'refused'],
] as const)('a server that %s gives all of it', async (_, ranges) => {
  await broken()
  site = { ...site, ranges, breaks: Infinity }
  expect(await next(sha(first))).toEqual(first)
  expect(await kept()).toEqual([sha(url)])
})

test.each([
  ['that the server compares', 'kept', { etag: '"1"' }, { etag: '"2"' }],
  ['by date', 'kept', { 'last-modified': monday }, { 'last-modified': tuesday }],
  ['that the server does not compare', 'blindly', { etag: '"1"' }, { etag: '"2"' }],
  ['by length alone', 'blindly', { etag: '"1"' }, {}],
] as const)('a file that has changed meanwhile, %s, is fetched anew', async (_, ranges, before, after) => {
  site.version = before
  await broken()
  site = { content: second, version: after, ranges, breaks: Infinity }
  expect(await next(sha(second))).toEqual(second)
  expect(await kept()).toEqual([sha(url)])
})

test.each([
  ['no version', {}],
  ['a weak one', { etag: 'W/"1"' }],
  ['a date of this very second', { 'last-modified': new Date(Date.now() + 3_600_000).toUTCString() }],
])('with %s nothing is kept that could be of another file', async (_, version) => {
  site.version = version
  await broken()
  expect(await kept()).toEqual([])
  delete site.breaks
  expect(await next()).toEqual(first)
  expect(asked[1]!.range).toBeUndefined()
})

test('a part that was damaged on disk is found by the hash, and does not stay', async () => {
  await broken()
  const part = (await kept()).find((name) => name.endsWith('.part'))!
  await writeFile(join(folder, part), randomBytes(20_000))
  delete site.breaks
  await expect(next(sha(first))).rejects.toThrow(FormatError)
  expect(await kept()).toEqual([])
  expect(await next(sha(first))).toEqual(first)
})

test('a note that says nothing is as good as none', async () => {
  await broken()
  await writeFile(join(folder, `${sha(url)}.json`), '{')
  delete site.breaks
  expect(await next(sha(first))).toEqual(first)
  expect(asked[1]!.range).toBeUndefined()
})

test('two runs at once get the same, and leave one file', async () => {
  await broken()
  delete site.breaks
  const both = await Promise.all([next(sha(first)), next(sha(first))])
  expect(both).toEqual([first, first])
  expect(await kept()).toEqual([sha(url)])
})

test('a folder that cannot be made is named', async () => {
  await writeFile(join(folder, 'file'), '')
  await expect(downloaded(url, { folder: join(folder, 'file', 'cache') })).rejects.toThrow(
    /^http:.* cannot be kept in .*file\/cache: a file stands where a folder should be; XDG_CACHE_HOME can name another/,
  )
})

/** Linux has a file that is as good as a full disk. */
test.runIf(existsSync('/dev/full'))('a full disk is told as that, and nothing is fetched again', async () => {
  await symlink('/dev/full', join(folder, `${sha(url)}.${sha(`"1" ${first.length}`).slice(0, 16)}.part`))
  delete site.breaks
  await expect(downloaded(url, { folder })).rejects.toThrow(
    new SourceError(`${url} cannot be kept in ${folder}: the disk is full; XDG_CACHE_HOME can name another folder`),
  )
  expect(asked).toHaveLength(1)
})

test('a web page in place of the file is refused, and the next run gets the file', async () => {
  const page = new TextEncoder().encode('\n<!DOCTYPE html><title>Back soon</title>')
  site = { content: page, version: { etag: '"1"' }, ranges: 'kept' }
  await expect(downloaded(url, { folder })).rejects.toThrow('answers with a web page, no weights')
  expect(await readdir(folder)).toEqual([])
  // What an older version of this package kept.
  await writeFile(join(folder, sha(url)), page)
  site = { content: first, version: { etag: '"2"' }, ranges: 'kept' }
  expect(await downloaded(url, { folder })).toEqual(first)
})
