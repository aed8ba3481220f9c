/** @file Where the CIFAR-10 test images come from: the server of this page, or a file of the visitor's. */

import { formatCount } from '@cnn/shapes'
import { useComputed, useSignal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'

// Public API

/** In canonical binary form. */
export interface Images {
  readonly url: string
  readonly count: number
}

export interface TestImagesState extends ReadonlySignal<Images | undefined> {
  readonly source: Signal<Source>
  readonly wanted: Signal<boolean>
}

/** The images to measure accuracy on; undefined where there are none, or where the visitor wants latency alone. */
export function useTestImages(): TestImagesState {
  const source = useSignal<Source>({ kind: 'looking' })
  const wanted = useSignal(true)
  useEffect(() => {
    void served().then((count) => {
      if (source.value.kind === 'looking')
        source.value = count === undefined ? { kind: 'none' } : { kind: 'images', url: servedUrl(), count, from: null }
    })
  }, [source])
  const images = useComputed(() => (wanted.value && source.value.kind === 'images' ? source.value : undefined))
  return Object.assign(images, { source, wanted })
}

export function TestImages({ images: { source, wanted } }: { readonly images: TestImagesState }): JSX.Element {
  const now = source.value
  const choose = ([file]: Iterable<File>) => {
    if (!file) return
    if (now.kind === 'images' && now.from !== null) URL.revokeObjectURL(now.url)
    const count = imagesIn(file.size)
    source.value =
      count === undefined
        ? { kind: 'refused', name: file.name, bytes: file.size }
        : { kind: 'images', url: URL.createObjectURL(file), count, from: file.name }
  }
  return (
    <div class="data">
      <p role="status">{describe(now)}</p>
      <p hidden={now.kind !== 'images'}>
        <label>
          <input
            type="checkbox"
            checked={wanted.value}
            onChange={({ currentTarget }) => (wanted.value = currentTarget.checked)}
          />{' '}
          Measure accuracy too
        </label>
      </p>
      <p hidden={now.kind === 'looking' || (now.kind === 'images' && now.from === null)}>
        <label for="test-batch">Test images from a file, test_batch.bin of CIFAR-10’s binary version </label>
        <input
          type="file"
          accept=".bin"
          id="test-batch"
          onChange={({ currentTarget }) => choose(currentTarget.files ?? [])}
        />
      </p>
    </div>
  )
}

// Implementation

type Source =
  | { readonly kind: 'looking' | 'none' }
  | { readonly kind: 'refused'; readonly name: string; readonly bytes: number }
  /** `from` is the name of a file, or null where they come with the page. */
  | ({ readonly kind: 'images'; readonly from: string | null } & Images)

function describe(source: Source): JSX.Element {
  if (source.kind === 'looking') return <>Looking for the test images …</>
  if (source.kind === 'images')
    return (
      <>
        Accuracy is measured on {formatCount(source.count)} test images of CIFAR-10{' '}
        {source.from === null ? 'that come with this page' : `from ${source.from}`}.
      </>
    )
  if (source.kind === 'refused')
    return (
      <span class="problem">
        {source.name} has {formatCount(source.bytes)} bytes, which is no whole number of images of {formatCount(record)}
        ; choose test_batch.bin.
      </span>
    )
  return (
    <>
      No test images are served here, so accuracy is not measured. <code>npx cnn app</code> serves this page with them.
    </>
  )
}

/** A label, then 32 × 32 pixels of red, green and blue. */
const record = 1 + 3 * 32 * 32

const imagesIn = (bytes: number): number | undefined => (bytes > 0 && bytes % record === 0 ? bytes / record : undefined)

const servedUrl = () => new URL('./data/cifar10/test.bin', location.href).href

/** How many images the server has. Some servers answer any path with a page, hence the look at the length. */
async function served(): Promise<number | undefined> {
  const response = await fetch(servedUrl(), { method: 'HEAD' }).catch(() => undefined)
  return response?.ok ? imagesIn(Number(response.headers.get('Content-Length'))) : undefined
}
