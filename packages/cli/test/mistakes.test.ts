import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { cnn } from './cnn.ts'
import { runHere } from './run-here.ts'

/** What was typed, and what has to stand on stderr. */
const mistakes: readonly (readonly [typed: string, said: RegExp])[] = [
  [
    'summary resnet5',
    /^error: unknown network 'resnet5'; did you mean resnet56, resnet50, lenet5\? `cnn list` shows all$/m,
  ],
  ['summary xyzzy', /^error: unknown network 'xyzzy'; `cnn list` shows all$/m],
  ['summary constructor', /unknown network 'constructor'/],
  ['sumary resnet50', /unknown command 'sumary'[^]*summary/],
  ['list --jsn', /unknown option '--jsn'[^]*--json/],
  ['summary', /missing required argument 'id'/],
  [
    'summary resnet50 --size abc',
    /'--size <pixels>' argument 'abc' is invalid\. It must be a whole number of at least 1, or height and width: 224x320\./,
  ],
  ['summary resnet50 --size 224x', /argument '224x' is invalid/],
  ['summary resnet50 --size 224x320x3', /argument '224x320x3' is invalid/],
  ['summary resnet50 --channels 0', /argument '0' is invalid/],
  ['summary resnet50 --size 0', /argument '0' is invalid/],
  ['summary resnet50 --size 1e3', /argument '1e3' is invalid/],
  ['summary resnet50 --classes -1', /argument '-1' is invalid/],
  [
    'summary alexnet --size 20',
    /^error: alexnet cannot be built so: maxPool on 1×1×256: a 3×3 window does not fit in 1×1/m,
  ],
  [
    'summary resnet50 --convention keras',
    /argument 'keras' is invalid\. Allowed choices are torchvision, fvcore, thop/,
  ],
  ['summary resnet50 --memory --batch 0', /argument '0' is invalid/],
  ['plot resnet5', /^error: unknown network 'resnet5'; did you mean resnet56/m],
  ['plot resnet50 --format png', /argument 'png' is invalid\. Allowed choices are svg, mermaid, dot\./],
  [
    'plot resnet50 --out net.png',
    /^error: 'net\.png' has none of the endings \.svg, \.mmd, \.mermaid, \.dot, \.gv; give --format$/m,
  ],
  ['plot resnet50 --out /nowhere/net.svg', /^error: \/nowhere\/net\.svg cannot be written: /m],
  ['plot alexnet --size 20', /^error: alexnet cannot be built so: maxPool/m],
  ['bench --threads 0', /'--threads <number>' argument '0' is invalid\. It must be a whole number of at least 1\./],
  [
    'bench --suite cifar10 --networks resnet20',
    /^error: --suite chooses among the default networks, .*; leave out one of the two$/m,
  ],
  ['help foo', /^error: unknown command 'foo'; `cnn --help` shows all$/m],
  ['help sumary', /^error: unknown command 'sumary'; did you mean summary\?/m],
  ['app --port 70000', /argument '70000' is invalid/],
  ['app --cifar10 /nowhere', /\/nowhere\/test_batch\.bin cannot be read/],
]

test.for(mistakes)('cnn %s', async ([typed, said]) => {
  const { status, stdout, stderr } = await runHere(...typed.split(' '))
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toMatch(said)
  expect(stderr).not.toMatch(/^ +at /m)
})

test('the status and the message leave the process', async () => {
  const { status, stdout, stderr } = await cnn('summary', 'resnet5')
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toBe(
    "error: unknown network 'resnet5'; did you mean resnet56, resnet50, lenet5? `cnn list` shows all\n",
  )
})

test.for(['--help', 'list --help', 'summary --help', 'plot --help', 'export --help', 'app --help'])(
  'cnn %s gives examples',
  async (typed) => {
    const { status, stdout } = await runHere(...typed.split(' '))
    expect(status).toBe(0)
    expect(stdout).toMatch(/Examples:\n {2}\$ cnn /)
  },
)

test('help of a command', async () => {
  expect(await runHere('help', 'summary')).toEqual(await runHere('summary', '--help'))
  expect((await runHere('help')).status).toBe(0)
})

test('a default is told once', async () => {
  const { stdout } = await runHere('app', '--help')
  expect(stdout).toMatch(/--port <number> +port to serve it on \(default: a free one\)$/m)
})

test('cnn --version', async () => {
  expect(await runHere('--version')).toEqual({
    status: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    stderr: '',
  })
})

test('a reader that has seen enough is no error', async () => {
  const child = spawn(process.execPath, [
    fileURLToPath(new URL('../src/main.ts', import.meta.url)),
    'summary',
    'densenet121',
    '--json',
  ])
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  child.stdout.destroy()
  const status = await new Promise((resolve) => child.once('close', resolve))
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})
