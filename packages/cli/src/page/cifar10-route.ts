import { UsageError } from '../terminal/usage.ts'
import type { Content, ServeOptions } from '@cnn/bench/node'

export interface Cifar10Route {
  /** The file, read now. Throws UsageError where the images are not to be had. */
  readonly read: () => Promise<Uint8Array>
  readonly routes: NonNullable<ServeOptions['routes']>
}

/**
 * The test images at `/data/cifar10/test.bin`, read when they are first asked for, from `folder` or from npm's package.
 */
export function cifar10Route(folder?: string): Cifar10Route {
  let content: Promise<Content> | undefined
  const read = async (): Promise<Content> => {
    const [{ DataError, formatCifar10 }, { readCifar10 }] = await Promise.all([
      import('@cnn/data'),
      import('@cnn/data/node'),
    ])
    const images = await readCifar10('test', folder === undefined ? {} : { folder }).catch((error: unknown) => {
      throw error instanceof DataError ? new UsageError(error.message) : error
    })
    return { body: formatCifar10(images), type: 'application/octet-stream' }
  }
  const get = () => (content ??= read())
  return {
    read: async () => (await get()).body,
    routes: { '/data/cifar10/test.bin': get },
  }
}
