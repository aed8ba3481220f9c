import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Outcome } from '@cnn/bench'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RemoteHost } from '../../../src/hosts/browser/remote-host.ts'
import { serve, type Server } from '../../../src/hosts/browser/serve.ts'
import { taskTo } from '../task.ts'

const silent = () => {}
const reasonOf = (outcome: Outcome) => ('reason' in outcome ? outcome.reason : undefined)
const driver = '/usr/bin/chromedriver'
describe.skipIf(!existsSync(driver))('chromedriver (skipped where it is not installed)', () => {
  let server: Server
  let host: RemoteHost
  let child: ReturnType<typeof spawn>
  beforeAll(async () => {
    server = await serve({ folder: fileURLToPath(new URL('../fixtures', import.meta.url)) })
    child = spawn(driver, ['--port=0'], { stdio: ['ignore', 'pipe', 'ignore'] })
    const port = await new Promise<string>((resolve, reject) => {
      child.stdout!.setEncoding('utf8').on('data', (text: string) => {
        const found = /on port (\d+)/.exec(text)
        if (found && found[1] !== '0') resolve(found[1]!)
      })
      child.once('close', () => reject(new Error('chromedriver ended')))
    })
    const args = ['--headless=new', '--no-sandbox', '--js-flags=--max-old-space-size=32']
    const capabilities = { 'goog:chromeOptions': { args } }
    host = new RemoteHost({ url: `http://127.0.0.1:${port}`, origin: server.origin, grace: 6, capabilities })
  })
  afterAll(async () => {
    await host?.close()
    await server?.close()
    child?.kill()
  })

  test('performs tasks, and tells mishaps apart', async () => {
    expect(JSON.parse(reasonOf(await host.perform(taskTo('echo'), silent))!)).toMatchObject({ isolated: true })
    await expect(host.perform(taskTo('throw'), silent)).rejects.toThrow('RangeError: no such luck\nThe page said:\n')
    await expect(host.perform(taskTo('crash'), silent)).rejects.toThrow('the page crashed while it measured crash')
    expect(await host.perform(taskTo('spin'), silent)).toMatchObject({ kind: 'skipped', atLeast: true })
    expect(reasonOf(await host.perform(taskTo('fresh'), silent))).toBe('visit 1')
  })
})
