import { rename, rm, writeFile } from 'node:fs/promises'

/** Writes a file as a whole: whatever stops the program, what was there before is never half gone. */
export async function replace(path: string, content: string | Uint8Array): Promise<void> {
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
