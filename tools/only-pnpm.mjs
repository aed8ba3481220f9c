/**
 * @file Run before a package is packed. Only pnpm puts `publishConfig.exports`, the versions of the workspace and the licence into
 * what it packs: from npm or Yarn the package would name sources that are not in it.
 */

const agent = process.env['npm_config_user_agent'] ?? 'no package manager'
if (!agent.startsWith('pnpm/')) {
  console.error(
    `error: packed by ${agent.split(' ')[0]}, this package would be broken; RELEASING.md says how it is published`,
  )
  process.exitCode = 1
}
