/** @file The files of a zip archive from a stranger, unpacked by fflate within bounds that we set. */

import { unzipSync } from 'fflate'
import { FormatError } from './format-error.ts'

// Public API

/**
 * The files whose names `wanted` accepts. Throws FormatError on names that occur twice or lead out of the archive, and
 * on archives that claim to unpack to far more than they are.
 */
export function unzip(bytes: Uint8Array, wanted: (name: string) => boolean): Map<string, Uint8Array> {
  const claimed = new Map<string, number>()
  let total = 0
  // fflate believes this count, and would look for four billion entries in a file of a hundred bytes.
  checkDirectory(bytes)
  let files: Record<string, Uint8Array>
  try {
    files = unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        if (claimed.has(name)) throw new FormatError(`the archive holds '${name}' twice`)
        if (/^[/\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)/i.test(name))
          throw new FormatError(`the archive's file '${name}' would lie outside of it`)
        claimed.set(name, originalSize)
        total += Math.max(size, originalSize)
        if (total > bytes.length * mostRatio + slack)
          throw new FormatError(
            `the archive of ${bytes.length} bytes claims to unpack to ${total} and more; no weights shrink like that`,
          )
        return wanted(name)
      },
    })
  } catch (error) {
    if (error instanceof FormatError) throw error
    throw new FormatError(`the archive cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`)
  }
  const result = new Map(Object.entries(files))
  for (const [name, file] of result)
    if (file.length !== claimed.get(name))
      throw new FormatError(
        `the archive's file '${name}' has ${file.length} bytes, not ${claimed.get(name)} as it says`,
      )
  return result
}

// Implementation

/** Trained weights hardly shrink; entries that share their bytes, and bombs, go far beyond. */
const mostRatio = 16
const slack = 1 << 20
/** The end of the archive: its signature, and 22 bytes before a comment of at most 65,535. */
const endSignature = 0x06054b50
const endLength = 22
/** One entry of the directory. */
const entryLength = 46

function checkDirectory(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = bytes.length - endLength; at >= 0 && at > bytes.length - endLength - 65_536; at--) {
    if (view.getUint32(at, true) !== endSignature) continue
    const locator = at - 20
    let count = view.getUint16(at + 8, true)
    if (locator >= 0 && view.getUint32(locator, true) === 0x07064b50) {
      const end = view.getUint32(locator + 8, true)
      if (end + 36 > bytes.length) throw new FormatError('the archive is damaged: its directory lies outside of it')
      if (view.getUint32(end, true) === 0x06064b50) count = view.getUint32(end + 32, true)
    }
    if (count * entryLength > bytes.length)
      throw new FormatError(`the archive claims ${count} files, more than its bytes can name`)
    return
  }
  throw new FormatError('the archive is cut off: its directory at the end is missing')
}
