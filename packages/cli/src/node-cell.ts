/** @file The process of one task: takes it from the host that forked this, and sends back progress and the outcome. */

import { readFile } from 'node:fs/promises'
import { perform, type Outcome, type Platform, type Task } from '@cnn/bench'

// Public API

export type Message = { readonly progress: string } | { readonly outcome: Outcome } | { readonly error: string }

// Implementation

const platform: Platform = {
  async read(url) {
    if (url.startsWith('file:')) return readFile(new URL(url))
    const response = await fetch(url)
    if (!response.ok) throw new Error(`${url} could not be fetched: ${response.status} ${response.statusText}`)
    return new Uint8Array(await response.arrayBuffer())
  },
}

const send = (message: Message) => process.send?.(message)

process.once('message', (task: Task) => {
  perform(task, platform, (progress) => send({ progress })).then(
    (outcome) => send({ outcome }),
    (error: unknown) => send({ error: error instanceof Error ? error.message : String(error) }),
  )
})
// The host is gone: nobody waits for the outcome.
process.once('disconnect', () => process.exit())
