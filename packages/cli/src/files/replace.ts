import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { cannotWrite } from './cannot-write.ts'

/**
 * Writes a file as a whole: whatever stops the program, what was there before is never half gone. A link stays one, and
 * what is no file, a pipe or a device, is written to. Throws UsageError where it cannot be written.
 */
export async function replace(path: string, content: string | Uint8Array): Promise<void> {
  try {
    const found = await stat(path).catch(() => undefined)
    if (found && !found.isFile()) return await writeFile(path, content)
    await put(found ? await realpath(path) : path, content)
  } catch (error) {
    throw cannotWrite(path, error)
  }
}

async function put(path: string, content: string | Uint8Array): Promise<void> {
  const part = `${path}.part`
  try {
    await writeFile(part, content)
    await rename(part, path)
  } catch (error) {
    // A full disk is no fuller for it.
    await rm(part, { force: true }).catch(() => {})
    throw error
  }
}
