/**
 * @file The command line that gives WebGL and WebGPU, on a GPU where there is one and on SwiftShader where there is
 * none.
 */

import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

// Public API

/**
 * Whether a Linux machine has a GPU and a Vulkan driver for it; elsewhere the browser finds out by itself. Without such
 * a driver, Chrome asked for Vulkan gives no WebGL at all. (`lvp` is Mesa's own software renderer.)
 */
export function hasGpu(root = '/'): boolean {
  const device = ['dev/dri/renderD128', 'dev/nvidia0', 'dev/dxg'].some((path) => existsSync(join(root, path)))
  const drivers = ['usr/share/vulkan/icd.d', 'usr/local/share/vulkan/icd.d', 'etc/vulkan/icd.d'].flatMap((path) =>
    list(join(root, path)),
  )
  return device && drivers.some((name) => !name.startsWith('lvp'))
}

/** For a browser of the user's. */
export function installedArgs(
  gpu: boolean,
  platform: string = process.platform,
  root: boolean = isRoot(),
): readonly string[] {
  const args = [...quiet, '--enable-unsafe-webgpu', '--ignore-gpu-blocklist']
  if (platform !== 'linux') return args
  // Headless Chrome on Linux has no window system to get OpenGL from: Vulkan gives both WebGL and WebGPU.
  args.push(...(gpu ? ['--use-angle=vulkan', '--enable-features=Vulkan', '--disable-vulkan-surface'] : swiftshader))
  // Chrome refuses to run as root inside its sandbox.
  if (root) args.push('--no-sandbox')
  return args
}

// Implementation

const list = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : [])

const isRoot = () => process.getuid?.() === 0

const quiet = [
  // A cell that is not on the screen is measured like one that is.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--disable-background-networking',
  '--no-first-run',
  '--disable-quic',
]

const swiftshader = [
  '--use-webgpu-adapter=swiftshader',
  '--enable-unsafe-swiftshader',
  '--use-angle=swiftshader',
  '--enable-features=Vulkan',
]

/** For the embedded browser, which has no GPU and no sandbox. */
export const softwareArgs: readonly string[] = [
  ...quiet,
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--ignore-gpu-blocklist',
  ...swiftshader,
]
