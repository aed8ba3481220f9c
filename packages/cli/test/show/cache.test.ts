import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashedWeights, writeSafetensors } from '@cnn/weights'
import { resnet20 } from '@cnn/zoo'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { runHere } from '../run-here.ts'

const weights = writeSafetensors(hashedWeights(resnet20()))
/** What the server answers, one after the other, always with status 200. */
let answers: (Uint8Array | string)[]
let server: Server
let url: string
let home: string

beforeAll(async () => {
  server = createServer((_, response) => response.end(answers.shift()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/model.safetensors`
})
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'cnn-cache-'))
  vi.stubEnv('XDG_CACHE_HOME', home)
  return async () => {
    vi.unstubAllEnvs()
    await rm(home, { recursive: true })
  }
})
afterAll(() => void server.close())

const exported = () =>
  runHere('export', 'resnet20', '--format', 'safetensors', '--weights', url, '--out', join(home, 'out'))

test.each([
  ['a web page', '<html>closed for maintenance</html>', /answers with a web page, no weights/],
  ['an error as JSON', '{"error": "please log in"}', /no weightsManifest; it is taken out of .*cnn again$/m],
  [
    'a pointer of Git LFS',
    'version https://git-lfs.github.com/spec/v1\n',
    /Git LFS.*; it is taken out of .*cnn again$/m,
  ],
  ['half a file', weights.slice(0, 5000), /; it is taken out of .*cnn again$/m],
])('%s in place of weights is not kept: the next run asks again', async (_, wrong, message) => {
  answers = [wrong, weights]
  const refused = await exported()
  expect(refused.status).toBe(2)
  expect(refused.stderr).toMatch(message)
  expect(await readdir(join(home, 'cnn'))).toEqual([])
  expect(await exported()).toMatchObject({ status: 0, stderr: '' })
  expect(answers).toEqual([])
  expect(await exported()).toMatchObject({ status: 0, stderr: '' })
})

test('what is kept is listed by its address, and removed, and nothing else', async () => {
  expect(await runHere('cache', 'list')).toMatchObject({
    status: 0,
    stdout: `${join(home, 'cnn')}: 0 downloads, 0.000 MiB\n`,
  })
  answers = [weights]
  await exported()
  await writeFile(join(home, 'cnn', 'mine.txt'), 'a file of somebody else')
  await mkdir(join(home, 'cnn', 'chromium-1.2.3'))
  const { stdout } = await runHere('cache', 'list')
  expect(stdout).toMatch(
    new RegExp(`^\\d{4}-\\d\\d-\\d\\d +1\\.\\d MiB {2}${url}\\n.*cnn: 1 download, 1\\.\\d MiB\\n$`),
  )
  const { kept } = JSON.parse((await runHere('cache', 'list', '--json')).stdout)
  expect(kept).toMatchObject([{ url, bytes: weights.length, partial: false }])
  expect((await runHere('cache', 'clear')).stdout).toMatch(/1 download, 1\.\d MiB removed\n$/)
  expect((await readdir(join(home, 'cnn'))).toSorted()).toEqual(['chromium-1.2.3', 'mine.txt'])
  await runHere('cache', 'clear', '--browser')
  expect(await readdir(join(home, 'cnn'))).toEqual(['mine.txt'])
})
