import { expect, test } from 'vitest'
import { report } from '@cnn/report'
import { fixture } from '../../bench/test/results/fixture.ts'

/** The report in a frame, as a reader opens it. */
async function open(hash = '', results = fixture): Promise<Document> {
  const frame = document.createElement('iframe')
  frame.src = `${URL.createObjectURL(new Blob([report(results)], { type: 'text/html' }))}${hash}`
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve))
  document.body.append(frame)
  await loaded
  return frame.contentDocument!
}

const enter = (page: Document, name: string, value: string) => {
  const control = page.querySelector<HTMLInputElement>(`.limits [name=${name}]`)!
  control.value = value
  control.dispatchEvent(new Event('input', { bubbles: true }))
}
const best = (page: Document) => page.querySelector('.limits output')!.textContent
const isFaded = (page: Document, network: string, backend: string) =>
  page.querySelector(`tr[data-network="${network}"][data-backend="${backend}"]`)!.classList.contains('faded')

test('without a limit nothing fades, and the best of all is named', async () => {
  const page = await open()
  expect(page.querySelectorAll('.faded')).toHaveLength(0)
  // Of 76.1 % in 287 and in 266 ms; 25,557,032 parameters of four bytes.
  expect(best(page)).toContain('Best that fits for ImageNet: resnet50 on node-wasm (76.1 % published, 266 ms, 102 MB).')
  expect(best(page)).toContain('CIFAR-10: resnet20 on node-wasm (91.4 %, 5.9 ms, 1.08 MB).')
})

test('what does not fit fades, in the table and in the chart', async () => {
  const page = await open()
  enter(page, 'ms', '120')
  expect(isFaded(page, 'resnet50', 'wasm')).toBe(true)
  expect(isFaded(page, 'resnet18', 'wasm')).toBe(true)
  expect(isFaded(page, 'resnet18', 'node-wasm')).toBe(false)
  const mark = page.querySelector('.cnn-chart .mark[data-network="resnet50"][data-backend="wasm"]')!
  expect(mark.classList.contains('faded')).toBe(true)
  expect(best(page)).toContain('ImageNet: resnet18 on node-wasm (69.8 % published, 113 ms')
  enter(page, 'top1', '99')
  expect(best(page)).toBe('Nothing that was measured fits for CIFAR-10. Nothing that was measured fits for ImageNet.')
})

test('half precision is half the download', async () => {
  const page = await open()
  // AlexNet's 60,965,224 parameters are 244 MB, or 122.
  enter(page, 'megabytes', '125')
  expect(isFaded(page, 'alexnet', 'wasm')).toBe(true)
  enter(page, 'weights', 'float16')
  expect(isFaded(page, 'alexnet', 'wasm')).toBe(false)
})

test('a software renderer fits no limit of time', async () => {
  const page = await open()
  enter(page, 'ms', '1000000')
  expect(isFaded(page, 'alexnet', 'webgl')).toBe(true)
  expect(isFaded(page, 'alexnet', 'wasm')).toBe(false)
})

test('the address holds the choice, and another reader finds it', async () => {
  const page = await open()
  enter(page, 'ms', '60')
  page.querySelector<HTMLInputElement>('.limits [value=node-wasm]')!.click()
  const { hash } = page.defaultView!.location
  expect(page.querySelector<HTMLAnchorElement>('.to-choice')!.hash).toBe(hash)
  expect(decodeURIComponent(hash)).toBe('#ms=60&backends=wasm,webgl,webgpu,cpu')
  const other = await open(hash)
  expect(other.querySelector<HTMLInputElement>('.limits [name=ms]')!.value).toBe('60')
  expect(isFaded(other, 'alexnet', 'node-wasm')).toBe(true)
  expect(isFaded(other, 'alexnet', 'wasm')).toBe(false)
})

test('networks are sorted by what matters', async () => {
  const page = await open()
  const order = () =>
    [...page.querySelectorAll('table:last-of-type tbody')]
      .map((body) => body.querySelector<HTMLElement>('tr')!.dataset['network'])
      .filter((network) => network !== 'resnet20' && network !== 'lenet5-cifar10')
  enter(page, 'sort', 'ms')
  expect(order()).toEqual(['alexnet', 'googlenet', 'resnet18', 'densenet121', 'resnet50', 'vgg16'])
  enter(page, 'sort', 'top1')
  expect(order()).toEqual(['resnet50', 'densenet121', 'vgg16', 'resnet18', 'alexnet', 'googlenet'])
  enter(page, 'sort', 'size')
  expect(order()).toEqual(['googlenet', 'densenet121', 'resnet18', 'resnet50', 'alexnet', 'vgg16'])
})

test('a name stays readable while one of its backends fits', async () => {
  const page = await open('#ms=280&backends=node-wasm')
  const first = page.querySelector<HTMLElement>('tr[data-network=resnet50]')
  const fitting = page.querySelector<HTMLElement>('tr[data-network=resnet50][data-backend=node-wasm]')
  const opacity = (row: HTMLElement, cell: string) =>
    page.defaultView!.getComputedStyle(row.querySelector(cell)!).opacity
  expect(isFaded(page, 'resnet50', 'wasm')).toBe(true)
  expect([opacity(first!, '.network'), opacity(first!, '.latency')]).toEqual(['1', '0.25'])
  expect(opacity(fitting!, '.backend')).toBe('1')
})

test('what disagrees with the reference is never the best', async () => {
  const wrong = structuredClone(fixture)
  for (const cell of wrong.cells)
    if (cell.network === 'resnet50') Object.assign(cell, { accuracyStatus: 'failed', accuracyReason: 'labels differ' })
  const page = await open('', wrong)
  expect(best(page)).toContain('ImageNet: densenet121 ')
})

test.each(['#ms=soon&backends=nothing&sort=luck&weights=int8', '#note-1', '#%E0%A4%A', '#ms=-1'])(
  'an address that says %s is no error',
  async (hash) => {
    const page = await open(hash)
    expect(best(page)).toMatch(hash === '#note-1' || hash.startsWith('#%') ? /^Best/ : /^Nothing/)
  },
)
