/** @file What the page takes from @cnn/bench beyond its index. */

export { backendNames, suiteNames } from '../../../packages/bench/src/format/backends.ts'
export { duration, integer, magnitude } from '../../../packages/bench/src/format/figures.ts'
export { glRenderer, gpuAdapter } from '../../../packages/bench/src/gpu.ts'
export { tableSection } from '../../../packages/bench/src/report/table.ts'
export { describeSubject } from '../../../packages/bench/src/subjects.ts'
