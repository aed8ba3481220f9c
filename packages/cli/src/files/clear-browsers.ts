import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Removes the embedded browsers that `@cnn/bench/node` has unpacked into that folder. */
export async function clearBrowsers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  const browsers = names.filter((name) => /^chromium-[\d.]+(\.part-\w+)?$/.test(name))
  await Promise.all(browsers.map((name) => rm(join(folder, name), { recursive: true, force: true })))
}
