import { NoBrowserError, PortError } from '@cnn/bench/node'
import { ResultsError } from '@cnn/bench'
import { DataError } from '@cnn/data'
import { ExportError } from '@cnn/export'
import { CnnError, ShapeError, WeightsError } from '@cnn/shapes'
import { MemoryError } from '@cnn/tfjs'
import { TrainingError } from '@cnn/tfjs/train'
import { AbsentError } from '@cnn/tfjs/backend'
import * as wasm from '@cnn/wasm'
import { FormatError, SourceError, UnmatchedError } from '@cnn/weights'
import { expect, test } from 'vitest'

test.each([
  ['AbsentError', AbsentError],
  ['DataError', DataError],
  ['ExportError', ExportError],
  ['FormatError', FormatError],
  ['MemoryError', MemoryError],
  ['MemoryError', wasm.MemoryError],
  ['ModelError', wasm.ModelError],
  ['NoBrowserError', NoBrowserError],
  ['PortError', PortError],
  ['ResultsError', ResultsError],
  ['ShapeError', ShapeError],
  ['SourceError', SourceError],
  ['TrainingError', TrainingError],
  ['UnmatchedError', UnmatchedError],
  ['UnsupportedError', wasm.UnsupportedError],
  ['WeightsError', WeightsError],
] as const)('%s is caught as a CnnError too', (name, { prototype }) => {
  expect(prototype).toBeInstanceOf(CnnError)
  expect(prototype.constructor.name).toBe(name)
})
