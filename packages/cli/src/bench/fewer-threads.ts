import type { Results } from '@cnn/bench'

/** An engine may take fewer threads than it is asked for: said, since nothing of the figures shows it. */
export function fewerThreads({ cells }: Results, asked: number | undefined): string {
  const short = new Map<string, number>()
  for (const { backend, device } of cells)
    if (asked !== undefined && device?.threads !== undefined && device.threads < asked)
      short.set(backend, device.threads)
  return [...short].map(([backend, has]) => `note: ${backend} had ${has} of the ${asked} threads asked for\n`).join('')
}
