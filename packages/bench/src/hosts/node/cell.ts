/** @file The process of one task: takes it from the host that forked this, and sends back progress and the outcome. */

import { messageOf } from '@cnn/shapes'
import { readFile } from 'node:fs/promises'
import { perform } from '../../measure/perform.ts'
import type { Platform } from '../../measure/prepare.ts'
import { fetched, fetchedStart } from '../fetched.ts'
import type { Outcome, Task } from '../task.ts'

// Public API

export type Message = { readonly progress: string } | { readonly outcome: Outcome } | { readonly error: string }

// Implementation

const isFile = (url: string): boolean => url.startsWith('file:')

const platform: Platform = {
  read: async (url) => (isFile(url) ? readFile(new URL(url)) : fetched(url)),
  readStart: async (url, bytes) => (isFile(url) ? readFile(new URL(url)) : fetchedStart(url, bytes)),
}

const send = (message: Message) => process.send?.(message)

process.once('message', (task: Task) => {
  perform(task, platform, (progress) => send({ progress })).then(
    (outcome) => send({ outcome }),
    (error: unknown) => send({ error: messageOf(error) }),
  )
})
// The host is gone: nobody waits for the outcome.
process.once('disconnect', () => process.exit())
