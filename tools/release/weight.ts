/** @file What an installed folder weighs, in all and beside the engines that whoever installs it has anyway. */

import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// Public API

export interface Weight {
  /** Itself included. */
  readonly packages: number
  /** 10⁶ bytes. */
  readonly megabytes: number
  /** Without the packages of tfjs and what only these bring. */
  readonly besideTfjs: number
  /** Without Chromium and what drives it either. */
  readonly besideTfjsAndBrowser: number
}

/** Of a folder `node_modules`, as npm or pnpm makes it. */
export function weigh(folder: string): Weight {
  const bytes = new Map<string, number>()
  const needs = new Map<string, readonly string[]>()
  let packages = 0
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const [, name, within] = /^.*[/\\]node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)[/\\](.+)$/.exec(file) ?? []
    const owner = name?.replaceAll('\\', '/') ?? ''
    bytes.set(owner, (bytes.get(owner) ?? 0) + lstatSync(file).size)
    if (within !== 'package.json') continue
    packages += 1
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, object | undefined>>
    const fields = ['dependencies', 'optionalDependencies', 'peerDependencies']
    needs.set(
      owner,
      fields.flatMap((field) => Object.keys(manifest[field] ?? {})),
    )
  }
  const without = (left: RegExp) => {
    const kept = closure(
      [...needs.keys()].filter((name) => name.startsWith('@cnn/')),
      needs,
      left,
    )
    return [...bytes].reduce((sum, [name, size]) => (kept.has(name) || !needs.has(name) ? sum + size : sum), 0) / 1e6
  }
  const megabytes = [...bytes.values()].reduce((sum, size) => sum + size, 0) / 1e6
  return { packages, megabytes, besideTfjs: without(tfjs), besideTfjsAndBrowser: without(tfjsAndBrowser) }
}

// Implementation

const tfjs = /^@tensorflow\//
const tfjsAndBrowser = /^(@tensorflow\/.*|@sparticuz\/chromium|playwright-core)$/

/** The packages that those named need, over however many steps, none of which is one that is left out. */
function closure(
  names: readonly string[],
  needs: ReadonlyMap<string, readonly string[]>,
  left: RegExp,
): ReadonlySet<string> {
  const kept = new Set<string>()
  const waiting = [...names]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (kept.has(name) || left.test(name)) continue
    kept.add(name)
    waiting.push(...(needs.get(name) ?? []))
  }
  return kept
}
