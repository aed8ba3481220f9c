import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UsageError } from '../terminal/usage.ts'

/** The built page. */
export function appFolder(): string {
  const folder = join(dirname(fileURLToPath(import.meta.resolve('@cnn/app/package.json'))), 'dist')
  if (!existsSync(join(folder, 'index.html')))
    throw new UsageError(`the page is not built: ${folder} is missing; run \`pnpm build\` first`)
  return folder
}
