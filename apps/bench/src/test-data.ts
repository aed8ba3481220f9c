/** @file Where the CIFAR-10 test images come from: the server of this page, or a file of the visitor's. */

import { integer } from '@cnn/report'
import { h } from './h.ts'

// Public API

export interface TestData {
  readonly element: HTMLElement
  /** In canonical binary form; null while there are none. */
  url(): string | null
}

export function testData(): TestData {
  let url: string | null = null
  const state = h('p', { role: 'status' }, 'Looking for the test images …')
  const file = h('input', { type: 'file', accept: '.bin', id: 'test-batch', onchange: () => choose() })
  const own = h(
    'p',
    { hidden: true },
    h('label', { for: 'test-batch' }, 'Test images from a file, test_batch.bin of CIFAR-10’s binary version '),
    file,
  )

  const offer = (images: number, from: string) =>
    state.replaceChildren(`Accuracy is measured on ${integer(images)} test images of CIFAR-10 ${from}.`)
  const choose = () => {
    const chosen = file.files?.[0]
    if (!chosen) return
    if (url) URL.revokeObjectURL(url)
    const images = imagesIn(chosen.size)
    url = images === undefined ? null : URL.createObjectURL(chosen)
    if (images !== undefined) return offer(images, `from ${chosen.name}`)
    state.replaceChildren(
      h(
        'span',
        { class: 'problem' },
        `${chosen.name} has ${integer(chosen.size)} bytes, which is no whole number of images of ${integer(record)}; choose test_batch.bin.`,
      ),
    )
  }

  void served().then((images) => {
    if (images !== undefined) {
      url = servedUrl()
      return offer(images, 'that come with this page')
    }
    own.hidden = false
    return state.replaceChildren(
      'No test images are served here, so accuracy is not measured. ',
      h('code', {}, 'npx cnn app'),
      ' serves this page with them.',
    )
  })
  return { element: h('div', { class: 'data' }, state, own), url: () => url }
}

// Implementation

/** A label, then 32 × 32 pixels of red, green and blue. */
const record = 1 + 3 * 32 * 32

const imagesIn = (bytes: number): number | undefined => (bytes > 0 && bytes % record === 0 ? bytes / record : undefined)

const servedUrl = () => new URL('./data/cifar10/test.bin', location.href).href

/** How many images the server has. Some servers answer any path with a page, hence the look at the length. */
async function served(): Promise<number | undefined> {
  const response = await fetch(servedUrl(), { method: 'HEAD' }).catch(() => undefined)
  return response?.ok ? imagesIn(Number(response.headers.get('Content-Length'))) : undefined
}
