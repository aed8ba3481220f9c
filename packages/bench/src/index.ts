/** @file Measures networks on backends. */

export { perform, type Platform } from './perform.ts'
export { run, succeeded, type Listener, type Progress } from './run.ts'
export { defaultGrace, hardLimit, tooLate } from './limit.ts'
export type { Plan } from './plan.ts'
export type { AccuracyOutcome, AccuracyTask, Host, LatencyOutcome, LatencyTask, Outcome, Task } from './task.ts'
export { describeSubject, findSubject, standard, subjects, type Subject } from './subjects.ts'
export { glRenderer, gpuAdapter } from './gpu.ts'
export { parseResults } from './parse-results.ts'
export { backendNames, suiteNames } from './format/backends.ts'
export { duration, integer, magnitude } from './format/figures.ts'
export { tableSection } from './report/table.ts'
export {
  backendIds,
  ResultsSchema,
  suites,
  type Accuracy,
  type BackendId,
  type Cell,
  type Device,
  type Environment,
  type Latency,
  type Results,
  type Suite,
} from './results.ts'
export { chart, type ChartOptions } from './chart.ts'
export { csv } from './csv.ts'
export { report } from './report.ts'
export { describe, quantile, wilson } from './statistics.ts'
export { markdownTable, table } from './table.ts'
