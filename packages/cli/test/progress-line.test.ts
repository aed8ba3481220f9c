import { expect, test } from 'vitest'
import { ProgressLine } from '../src/terminal/progress.ts'

function watched(isTTY: boolean) {
  const written: string[] = []
  let milliseconds = 0
  const line = new ProgressLine(
    { isTTY, write: (text: string | Uint8Array) => written.push(String(text)) > 0 },
    () => milliseconds,
  )
  return { line, written, wait: (seconds: number) => (milliseconds += seconds * 1000) }
}

test('a terminal shows each message in place of the one before, and none in the end', () => {
  const { line, written } = watched(true)
  line.show('1 of 2')
  line.show('2 of 2')
  line.end()
  expect(written).toEqual(['\r\u001B[K1 of 2', '\r\u001B[K2 of 2', '\r\u001B[K'])
})

test('a log gets a line every ten seconds, and nothing of what is quick', () => {
  const { line, written, wait } = watched(false)
  for (let i = 1; i <= 25; i++) {
    wait(1)
    line.show(`${i} of 25`)
  }
  line.end()
  expect(written).toEqual(['10 of 25\n', '20 of 25\n'])
})
