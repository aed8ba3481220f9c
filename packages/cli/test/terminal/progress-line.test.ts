import { expect, test } from 'vitest'
import { ProgressLine } from '../../src/terminal/progress.ts'

function watched(isTTY: boolean) {
  const written: string[] = []
  let milliseconds = 0
  const line = new ProgressLine(
    { isTTY, write: (text: string | Uint8Array) => written.push(String(text)) > 0 },
    () => milliseconds,
  )
  return { line, written, wait: (seconds: number) => (milliseconds += seconds * 1000) }
}

/** The lines of a terminal after it was told all this: text, new lines, and the few controls that are used here. */
function onScreen(written: readonly string[]): string[] {
  const lines = ['']
  let at = 0
  // oxlint-disable-next-line no-control-regex -- they are what a terminal is told
  for (const [, control, text] of written.join('').matchAll(/\u001B\[(\?2026[hl]|2K|1A|G)|([^\u001B\n]+|\n)/g)) {
    if (control === '2K') lines[at] = ''
    else if (control === '1A') at -= 1
    else if (text === '\n') lines[++at] ??= ''
    else if (text) lines[at] += text
  }
  return lines
}

test('a terminal shows each message in place of the one before, and none in the end', () => {
  const { line, written } = watched(true)
  line.show('1 of 2')
  expect(onScreen(written)).toEqual(['1 of 2', ''])
  line.show('2 of 2')
  expect(onScreen(written)).toEqual(['2 of 2', ''])
  line.end()
  expect(onScreen(written)).toEqual(['', ''])
})

test('a message that is wider than the terminal leaves nothing behind', () => {
  const { line, written } = watched(true)
  line.show('x'.repeat(100))
  expect(onScreen(written)).toEqual(['x'.repeat(80), 'x'.repeat(20), ''])
  line.show('2 of 2')
  expect(onScreen(written)).toEqual(['2 of 2', '', ''])
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
