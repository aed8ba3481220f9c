import { expect, test, vi } from 'vitest'
import { explain } from '../src/program.ts'
import { MemoryError } from '@cnn/tfjs'

test('too little memory is one line and no stack trace', () => {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  expect(explain(new MemoryError('22 images need 4224 MiB; try 11 images at once'))).toBe(2)
  expect(written.mock.calls.map(([text]) => text).join('')).toBe(
    'error: 22 images need 4224 MiB; try 11 images at once\n',
  )
  written.mockRestore()
})
