/** @file What the page takes from @cnn/bench beyond its index. */

export { chart } from '../../../packages/bench/src/chart.ts'
export { csv } from '../../../packages/bench/src/csv.ts'
export { glRenderer, gpuAdapter } from '../../../packages/bench/src/gpu.ts'
export { backendNames, suiteNames } from '../../../packages/bench/src/format/backends.ts'
export { columnsFor, groups, pieces, type Column, type Piece } from '../../../packages/bench/src/format/columns.ts'
export { duration, integer, magnitude } from '../../../packages/bench/src/format/figures.ts'
export { makeNotes, type Notes } from '../../../packages/bench/src/format/notes.ts'
