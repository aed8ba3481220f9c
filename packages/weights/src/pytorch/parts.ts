/**
 * @file The two forms of a checkpoint taken apart: the value that was pickled, and the bytes of its storages. Format:
 * torch/serialization.py.
 */

import { tell } from '../checkpoint.ts'
import { FormatError } from '../format-error.ts'
import { unzip } from '../bytes/zip.ts'
import { TensorRef, type Pickled, type StorageRef } from './pickled.ts'
import { unpickle } from './unpickle.ts'
import { widthOf, type Storages } from './views.ts'

// Public API

export interface Parts {
  readonly value: Pickled
  readonly storages: Storages
}

/** A zip archive since 1.6 (`_save`), before that one pickle after the other and then the storages (`_legacy_save`). */
export const split = (bytes: Uint8Array): Parts => (isZip(bytes) ? splitZip(bytes) : splitLegacy(bytes))

// Implementation

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b

function splitZip(bytes: Uint8Array): Parts {
  const files = unzip(bytes, (name) => {
    if (/(^|\/)constants\.pkl$/.test(name))
      throw new FormatError('the archive is a TorchScript program; save the state_dict of its module')
    return /(^|\/)(data\.pkl|byteorder|data\/[^/]+)$/.test(name)
  })
  const pickles = [...files.keys()].filter((name) => /(^|\/)data\.pkl$/.test(name))
  if (pickles.length !== 1)
    throw new FormatError(`the archive is no PyTorch checkpoint: it holds ${pickles.length} files data.pkl, not one`)
  const folder = pickles[0]!.slice(0, -'data.pkl'.length)
  const order = files.get(`${folder}byteorder`)
  if (order && new TextDecoder().decode(order) !== 'little')
    throw new FormatError('the checkpoint has the byte order of a big-endian machine')
  const storages = new Map<string, Uint8Array>()
  for (const [name, data] of files)
    if (name.startsWith(`${folder}data/`)) storages.set(name.slice(`${folder}data/`.length), data)
  return { value: unpickle(files.get(pickles[0]!)!).value, storages }
}

function splitLegacy(bytes: Uint8Array): Parts {
  const magic = unpickle(bytes)
  if (magic.value !== 0x1950a86a20f9469cfc6cn)
    throw new FormatError('no PyTorch checkpoint: its first pickle is not the magic number')
  const protocol = unpickle(bytes, magic.end)
  if (protocol.value !== 1001)
    throw new FormatError(
      `PyTorch's protocol ` +
        `${tell(typeof protocol.value === 'number' ? protocol.value : typeof protocol.value)} is not known; 1001 is`,
    )
  const machine = unpickle(bytes, protocol.end)
  if (machine.value instanceof Map && machine.value.get('little_endian') === false)
    throw new FormatError('the checkpoint has the byte order of a big-endian machine')
  const content = unpickle(bytes, machine.end)
  const keys = unpickle(bytes, content.end)
  if (!Array.isArray(keys.value)) throw new FormatError('the checkpoint is damaged: it has no list of its storages')
  return { value: content.value, storages: legacyStorages(bytes, keys.end, keys.value, storagesIn(content.value)) }
}

/** One after the other, each after the number of its values. */
function legacyStorages(
  bytes: Uint8Array,
  start: number,
  keys: readonly Pickled[],
  refs: ReadonlyMap<string, StorageRef>,
): Storages {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const storages = new Map<string, Uint8Array>()
  let at = start
  for (const key of keys) {
    const ref = typeof key === 'string' ? refs.get(key) : undefined
    if (!ref || storages.has(ref.key))
      throw new FormatError(
        `the checkpoint is damaged: storage ${tell(typeof key === 'string' ? key : typeof key)} is of ` +
          'no tensor or twice',
      )
    if (at + 8 > bytes.length) throw new FormatError(`the checkpoint is cut off before storage '${ref.key}'`)
    const claimed = view.getBigInt64(at, true)
    if (claimed !== BigInt(ref.size))
      throw new FormatError(`storage '${ref.key}' has ${claimed} values, not ${ref.size} as its tensors say`)
    const from = at + 8
    at = from + ref.size * widthOf(ref)
    if (at > bytes.length)
      throw new FormatError(`the checkpoint is cut off: storage '${ref.key}' ends at byte ${at} of ${bytes.length}`)
    storages.set(ref.key, bytes.subarray(from, at))
  }
  if (at !== bytes.length) throw new FormatError(`${bytes.length - at} bytes after the last storage belong to none`)
  return storages
}

/** Of all tensors, wherever they are. A pickle may hold itself, so each value is visited once. */
function storagesIn(root: Pickled): Map<string, StorageRef> {
  const found = new Map<string, StorageRef>()
  const seen = new Set<Pickled>()
  const waiting: Pickled[] = [root]
  while (waiting.length > 0) {
    const value = waiting.pop()!
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    if (value instanceof TensorRef) found.set(value.storage.key, value.storage)
    else if (value instanceof Map) for (const item of value.values()) waiting.push(item)
    else if (Array.isArray(value)) for (const item of value) waiting.push(item)
  }
  return found
}
