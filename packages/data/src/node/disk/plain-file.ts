import { readFile, stat } from 'node:fs/promises'

/**
 * All bytes of a file that lies in a stranger's folder; a link counts as what it leads to. Rejects for what is no file:
 * a pipe or a device of that name would never end.
 */
export async function readPlainFile(path: string): Promise<Buffer> {
  if (!(await stat(path)).isFile()) throw new Error(`${path} is no file`)
  return readFile(path)
}
