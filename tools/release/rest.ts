/** @file What of a release is still to be published: one that was broken off goes on where it stopped. */

import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../packages.ts'

interface Entry {
  readonly name: string
  readonly version: string
}

/** As `changeset pack` writes it: groups, each of which needs those before it. */
interface PublishPlan {
  readonly plan: readonly (readonly Entry[])[]
}

/** Takes out of the plan in the folder what the registry has already; what is left is given. */
export async function leaveOutPublished(folder: string, published = isPublished): Promise<Entry[]> {
  const file = join(folder, 'publish-plan.json')
  const whole = JSON.parse(await readFile(file, 'utf8')) as PublishPlan
  const groups = await Promise.all(
    whole.plan.map(async (group) => {
      const there = await Promise.all(group.map(published))
      return group.filter((_, i) => !there[i])
    }),
  )
  const plan = groups.filter((group) => group.length > 0)
  await writeFile(file, `${JSON.stringify({ ...whole, plan }, null, 2)}\n`)
  return plan.flat()
}

/** Rejects where the registry cannot be asked. */
async function isPublished({ name, version }: Entry): Promise<boolean> {
  try {
    await promisify(execFile)('pnpm', ['view', `${name}@${version}`, 'version'], {
      cwd: root,
      shell: process.platform === 'win32',
    })
    return true
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string }
    if (/404|PACKAGE_NOT_FOUND/.test(stdout + stderr)) return false
    throw error
  }
}
