import { expect, test } from 'vitest'
import { FrameHost } from '@cnn/bench/page'
import { testHost } from './contract.ts'
import fixture from './fixtures/cell.html?raw'
import { taskTo } from './task.ts'

const cell = URL.createObjectURL(new Blob([fixture], { type: 'text/html' }))
const open = (stop = new AbortController().signal) => new FrameHost(stop, { cell, grace: 2 })

testHost(() => open())

test('a task that is stopped rejects, and its frame is gone', async () => {
  const stop = new AbortController()
  const stopped = open(stop.signal).perform(taskTo('wait'), (message) => message === 'two' && stop.abort())
  await expect(stopped).rejects.toThrow('stopped')
  expect(document.querySelector('iframe.cell')).toBeNull()
})

test('a page that is no cell is told', async () => {
  const empty = new FrameHost(new AbortController().signal, { cell: 'about:blank' })
  await expect(empty.perform(taskTo('echo'), () => {})).rejects.toThrow('about:blank did not load')
})
