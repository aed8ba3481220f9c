/** @file A registry on a loopback port, for the packages of this repository alone, which is gone afterwards. */

import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface Registry {
  /** Ends in a slash. */
  readonly url: string
  /**
   * An npmrc that takes the packages of @cnn from here, all others from where the user's npm takes them, and may
   * publish.
   */
  readonly npmrc: string
  stop(): Promise<void>
}

export async function startRegistry(): Promise<Registry> {
  const folder = await mkdtemp(join(tmpdir(), 'cnn-registry-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/`
  await writeFile(join(folder, 'config.yaml'), config)
  await writeFile(join(folder, 'package.json'), JSON.stringify(verdaccio))
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'], {
    cwd: folder,
  })
  const program = join(folder, 'node_modules/verdaccio/bin/verdaccio')
  const server = spawn(process.execPath, [program, '--config', 'config.yaml', '--listen', `127.0.0.1:${port}`], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const stop = async () => {
    const ended = server.exitCode === null && once(server, 'exit')
    server.kill()
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await answers(url, () => server.exitCode !== null)
    const npmrc = join(folder, 'npmrc')
    await writeFile(npmrc, `@cnn:registry=${url}\n//127.0.0.1:${port}/:_authToken=anyone\n`)
    return { url, npmrc, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Installed for the trial alone. A dependency of its asks for `node-fetch@cjs`, a tag that not every registry has. */
const verdaccio = { private: true, dependencies: { verdaccio: '6.10.4' }, overrides: { 'node-fetch': '2.7.0' } }

/** Anyone may publish: it listens on loopback alone, and lives for one trial. */
const config = `
storage: ./storage
auth: { htpasswd: { file: ./htpasswd } }
packages: { '@cnn/*': { access: $all, publish: $all } }
max_body_size: 100mb
log: { type: stdout, level: fatal }
`

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

async function answers(url: string, ended: () => boolean): Promise<void> {
  for (let tries = 0; tries < 240; tries++) {
    if (ended()) throw new Error('verdaccio did not start')
    const answer = await fetch(`${url}-/ping`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error(`verdaccio did not answer on ${url} within two minutes`)
}
