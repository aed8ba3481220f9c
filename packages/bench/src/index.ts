/** @file Measures networks on backends. */

export { perform, type Platform } from './perform.ts'
export { run, succeeded, type Listener, type Progress } from './run.ts'
export { defaultGrace, hardLimit, tooLate } from './limit.ts'
export type { Plan } from './plan.ts'
export type {
  AccuracyOutcome,
  AccuracyTask,
  Host,
  LatencyOutcome,
  LatencyTask,
  Outcome,
  PredictOutcome,
  PredictTask,
  Task,
} from './task.ts'
export { AbsentError, startBackend } from './backends.ts'
export { top, type Guess } from './top.ts'
export { describeSubject, findSubject, standard, subjects, type Subject } from './subjects.ts'
export { glRenderer, gpuAdapter } from './gpu.ts'
export { parseResults } from './parse-results.ts'
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
export { describe, quantile, wilson } from './statistics.ts'
