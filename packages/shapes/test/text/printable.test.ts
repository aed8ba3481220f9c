import { expect, test } from 'vitest'
import { printable, printableLines } from '@cnn/shapes'

test.each([
  ['a class that names the window', '\u001b]0;owned\u0007cat', ']0;owned cat'],
  ['one that clears the screen', '\u001b[2Jcat\nerror: none', '[2Jcat error: none'],
  ['one that turns the line round', 'cat\u202egod', 'cat god'],
  ['a long one', 'a'.repeat(100_000), `${'a'.repeat(199)}…`],
  ['one of another script', '猫 Ägyptische Katze', '猫 Ägyptische Katze'],
])('%s', (_, text, line) => {
  expect(printable(text)).toBe(line)
})

test('lines stay lines, and their beginnings', () => {
  expect(printableLines('a:\n  \u001b[2Jb\r\n\u009b1mc\tĀ\n')).toBe('a:\n   [2Jb \n 1mc Ā\n')
})
