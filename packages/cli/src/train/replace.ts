import { rename, writeFile } from 'node:fs/promises'

/** Writes a file as a whole: whatever stops the program, what was there before is never half gone. */
export async function replace(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${path}.part`, content)
  await rename(`${path}.part`, path)
}
