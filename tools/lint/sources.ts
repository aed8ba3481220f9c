/** @file The sources of this repository. */

import { globSync } from 'node:fs'

/** TypeScript under the root, tests, configuration and AssemblyScript included, without what a script writes. */
export const sourcesOf = (root: string): string[] =>
  globSync(['{packages,apps,benchmarks,tools}/**/*.{ts,tsx}', '*.ts'], {
    cwd: root,
    exclude: (name) => /node_modules|\bdist\b|\bgenerated\b|\.readme/.test(name),
  }).map((path) => path.replaceAll('\\', '/'))
