/**
 * @file `pnpm release`: publishes what `pnpm release:try` has packed and tried, the same bytes, and tags it. More words
 * go to pnpm: `--otp 123456`.
 */

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { root } from '../packages.ts'
import { obstacles } from './guard.ts'
import { packFolder } from './pack.ts'
import { leaveOutPublished } from './rest.ts'

const registry = process.env['pnpm_config_registry'] ?? ''
const faults = obstacles({ local: /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(registry) })
if (!existsSync(packFolder)) faults.push('nothing is packed: run `pnpm release:try` first')
for (const fault of faults) console.error(`error: ${fault}`)
if (faults.length > 0) process.exitCode = 1
else {
  const changeset = (...args: readonly string[]) => {
    const { status } = spawnSync('changeset', args, {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    })
    // It has said why.
    if (status !== 0) process.exit(status ?? 1)
  }
  const rest = await leaveOutPublished(packFolder)
  if (rest.length > 0) changeset('publish', '--from-pack-dir', packFolder, ...process.argv.slice(2))
  else console.log('All of it is published already.')
  // Publishing that was broken off leaves packages without a tag; this makes those that are missing.
  changeset('git-tag')
  console.log('Now: git push --follow-tags')
}
