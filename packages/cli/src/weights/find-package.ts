import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { UsageError } from '../terminal/usage.ts'

/** The folder of an npm package, from where the user works or else from where this is installed. */
export function findPackage(
  name: string,
  bases: readonly string[] = [join(process.cwd(), 'package.json'), import.meta.url],
): string {
  for (const base of bases) {
    try {
      return dirname(createRequire(base).resolve(`${name}/package.json`))
    } catch {
      continue
    }
  }
  throw new UsageError(
    `the npm package ${name} is not installed here; install it with \`npm install ${name} --ignore-scripts\``,
  )
}
