import type { ServeOptions } from './serve.ts'

/** The test images at `/data/cifar10/test.bin`, read when they are first asked for, from `folder` or from npm's package. */
export function cifar10Route(folder?: string): NonNullable<ServeOptions['routes']> {
  let body: Promise<Uint8Array> | undefined
  const read = async () => {
    const [{ formatCifar10 }, { readCifar10 }] = await Promise.all([import('@cnn/data'), import('@cnn/data/node')])
    return formatCifar10(await readCifar10('test', folder === undefined ? {} : { folder }))
  }
  return {
    '/data/cifar10/test.bin': async () => ({ body: await (body ??= read()), type: 'application/octet-stream' }),
  }
}
