import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it. Node's own way of doing so goes round for ever below `/proc`, where the parent is
 * there and takes none.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return
    const above = dirname(path)
    const isThere = await stat(above).then(
      () => true,
      () => false,
    )
    if (code !== 'ENOENT' || isThere || above === path) throw error
    await makeFolder(above)
    // Another run may have made it meanwhile.
    await makeFolder(path)
  }
}
