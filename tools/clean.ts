/**
 * @file Empties `dist` of the package that it is run in, or of all in the root: neither tsc nor a cache removes what is
 * no more.
 */

import { rmSync } from 'node:fs'
import { packages, root } from './packages.ts'

const here = `${process.cwd().replaceAll('\\', '/')}/`
const folders = here === root.replaceAll('\\', '/') ? packages.map(({ folder }) => `${root}${folder}/`) : [here]
for (const folder of folders) rmSync(`${folder}dist`, { recursive: true, force: true })
