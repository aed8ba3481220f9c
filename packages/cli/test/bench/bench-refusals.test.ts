import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'
import { makeFolder } from '@cnn/data/node'
import { fixture } from '../../../bench/test/results/fixture.ts'
import { patientSaver, saveReport, saveResults } from '../../src/bench/save.ts'
import { takeFolder } from '../../src/files/take-folder.ts'
import { cnn } from '../cnn.ts'
import { runHere } from '../run-here.ts'

test('cnn bench ends where there is no such browser, or nowhere to write', async () => {
  const browser = await cnn('bench', '--browser', '/nowhere/chrome', '--out', join(tmpdir(), 'cnn-no-bench'))
  expect(browser.status).toBe(2)
  expect(browser.stderr).toContain("--browser names '/nowhere/chrome', which is not there")
  const out = await cnn('bench', '--backends', 'node-wasm', '--out', fileURLToPath(import.meta.url))
  expect(out.status).toBe(2)
  expect(out.stderr).toMatch(/^error: --out .* cannot be written: /m)
})

test.each([
  [['--browser', '/opt/chrome', '--headed'], '--browser, --headed is of this machine'],
  [['--baseline', 'elsewhere'], '--baseline is of this machine'],
  [['--backends', 'wasm,node-wasm'], 'node-wasm is of this machine'],
])('--remote beside %j is refused', async (typed, message) => {
  const out = join(tmpdir(), 'cnn-no-bench')
  const told = await cnn('bench', '--remote', 'ws://127.0.0.1:1', ...typed, '--out', out)
  expect(told).toMatchObject({ status: 2, stdout: '' })
  expect(told.stderr).toContain(`error: --remote measures in a browser elsewhere, and ${message}`)
})

test.each([
  [['--origin', 'http://127.0.0.1:1', '--port', '8080'], '--origin, --port is for a browser elsewhere, which --remote'],
  [['--capabilities', '{}'], '--capabilities is for a browser elsewhere, which --remote names'],
  [
    ['--remote', 'http://127.0.0.1:1', '--port', '8080'],
    '--port is where a tunnel ends, whose other end --origin names',
  ],
  [
    ['--remote', 'ws://127.0.0.1:1', '--capabilities', '{}'],
    '--capabilities are for a WebDriver endpoint; a Playwright',
  ],
  [
    ['--remote', 'ftp://me:key@desk/x'],
    'ftp://desk/x is no address of a browser elsewhere; it has to begin with ws://',
  ],
  [['--remote', 'http://me:key@127.0.0.1:1/wd/hub'], 'no WebDriver endpoint answers at http://127.0.0.1:1/wd/hub: '],
  [
    ['--remote', 'http://127.0.0.1:1', '--origin', 'desk'],
    "--origin 'desk' is no address of a page; it should be like http",
  ],
  [
    ['--remote', 'http://127.0.0.1:1', '--origin', 'https://desk/cnn', '--port', '0'],
    "argument '0' is invalid. It must be a port, a whole number from 1 to 65535",
  ],
  [
    ['--remote', 'http://127.0.0.1:1', '--origin', 'https://desk/cnn', '--port', '8080'],
    '--origin https://desk/cnn has a path; what is served at --port is at the root: https://desk',
  ],
  [
    ['--remote', 'http://127.0.0.1:1', '--capabilities', 'none.json'],
    '--capabilities none.json cannot be read: ENOENT',
  ],
  [
    ['--remote', 'http://127.0.0.1:1', '--capabilities', '{"key": "abc"'],
    '--capabilities is no JSON object; it should be',
  ],
])('cnn bench %j is refused, and no key is told', async (typed, message) => {
  const out = await mkdtemp(join(tmpdir(), 'cnn-no-bench-'))
  const told = await runHere('bench', ...typed, '--networks', 'lenet5-cifar10', '--out', out)
  expect(told).toMatchObject({ status: 2, stdout: '' })
  expect(told.stderr).toContain(message)
  expect(told.stderr).not.toMatch(/key|abc/)
  await rm(out, { recursive: true })
})

test('a second run in one folder is refused while the first lives, and not after it was killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cnn-two-'))
  const release = await takeFolder(folder, 'benchmark')
  const second = await cnn('bench', '--backends', 'node-wasm', '--out', folder)
  expect(second).toMatchObject({ status: 2, stdout: '' })
  expect(second.stderr).toContain(`another benchmark, process ${process.pid}, writes into ${folder}; wait for it`)
  await release()
  expect(await readdir(folder)).toEqual([])
  // What a killed run leaves: its number, which no process has now; or a file that it had no time to fill.
  const gone = spawnSync(process.execPath, ['--version']).pid
  for (const left of [String(gone), '']) {
    await writeFile(join(folder, 'running.pid'), left)
    await (
      await takeFolder(folder, 'benchmark')
    )()
  }
  expect(await readdir(folder)).toEqual([])
})

test.runIf(process.platform !== 'win32')('a run that is stopped in its first cell leaves what was there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cnn-stopped-'))
  await saveResults(folder, fixture)
  await saveReport(folder, fixture)
  const all = async () => Promise.all((await readdir(folder)).toSorted().map((name) => readFile(join(folder, name))))
  const before = await all()
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
  const typed = ['--backends', 'node-wasm', '--networks', 'resnet20', '--overwrite', '--out', folder]
  const child = spawn(process.execPath, [main, 'bench', ...typed], { stdio: ['ignore', 'ignore', 'pipe'] })
  child.stderr.setEncoding('utf8').on('data', (text: string) => text.includes('to go') && child.kill('SIGINT'))
  const [status] = await once(child, 'close')
  expect(status).toBe(130)
  expect(await all()).toEqual(before)
})

test('of runs that begin at once, one takes the folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cnn-race-'))
  const module = new URL('../../src/files/take-folder.ts', import.meta.url).href
  const program = `const { takeFolder } = await import(${JSON.stringify(module)})
    const taken = await takeFolder(${JSON.stringify(folder)}, 'benchmark').then(() => true, () => false)
    console.log(taken ? 'taken' : 'refused')
    if (taken) await new Promise((end) => setTimeout(end, 4000))`
  const run = promisify(execFile)
  const ends = await Promise.all(
    Array.from({ length: 3 }, () => run(process.execPath, ['--input-type=module', '--eval', program])),
  )
  expect(ends.map(({ stdout }) => stdout.trim()).toSorted()).toEqual(['refused', 'refused', 'taken'])
})

test.runIf(process.platform === 'linux')(
  'a folder where there can be none is refused, and not tried for ever',
  async () => {
    await expect(makeFolder('/proc/cnn/results')).rejects.toThrow('ENOENT')
    await expect(takeFolder('/proc/cnn', 'benchmark')).rejects.toThrow('--out /proc/cnn cannot be written: ')
  },
)

test('a disk that is full for a while costs no measurement, and leaves no part of a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cnn-full-'))
  // A folder in the place of the file is as good as a full disk: it cannot be replaced.
  await mkdir(join(folder, 'results.json', 'x'), { recursive: true })
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const { results: save } = patientSaver(folder)
  await save(fixture)
  await save(fixture)
  expect(said.mock.calls.join('')).toMatch(/^the results cannot be written now: .*; measuring goes on\n$/)
  said.mockRestore()
  expect(await readdir(folder)).toEqual(['results.json'])
  await rm(join(folder, 'results.json'), { recursive: true })
  await save(fixture)
  expect(JSON.parse(await readFile(join(folder, 'results.json'), 'utf8'))).toMatchObject({ version: fixture.version })
})
