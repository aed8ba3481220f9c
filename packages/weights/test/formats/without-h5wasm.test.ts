import { FormatError } from '@cnn/weights'
import { expect, test, vi } from 'vitest'
import { openFile } from '../../src/keras/walk.ts'

vi.mock('h5wasm', () => {
  throw new Error("Cannot find package 'h5wasm'")
})

test('where h5wasm is not installed, the error says how to install it', async () => {
  const failure = openFile()
  await expect(failure).rejects.toThrow('which is not installed: npm install h5wasm')
  await expect(failure).rejects.toBeInstanceOf(FormatError)
})
