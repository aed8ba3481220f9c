/** @file Measures networks on backends. */

export { perform } from './measure/perform.ts'
export type { Platform } from './measure/prepare.ts'
export { run, succeeded } from './run/run.ts'
export { runBeside, type Beside, type BesidePlan, type PageBuild } from './run/beside.ts'
export type { Listener, Progress } from './run/board.ts'
export { hardLimit, tooLate } from './hosts/limit.ts'
export { mostTime, type MostTime } from './run/most-time.ts'
export type { Plan } from './run/plan.ts'
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
} from './hosts/task.ts'
export { publishedAccuracy } from './run/published.ts'
export { describeSubject, findSubject, forImages, subjects, usualSubjects, type Subject } from './run/subjects.ts'
export { parseResults, ResultsError } from './results/parse-results.ts'
export {
  backendIds,
  defaultBackendIds,
  isNodeBackend,
  ownBackendIds,
  ResultsSchema,
  suites,
  type Accuracy,
  type Agreement,
  type BackendId,
  type Cell,
  type Device,
  type Doubt,
  type Environment,
  type Latency,
  type NodeBackendId,
  type OwnBackendId,
  type Results,
  type Suite,
} from './results/results.ts'
export type { Engine, EngineModel, EngineOptions } from './engines/engine.ts'
export { startEngine } from './engines/start.ts'
export {
  compare,
  isTooSlow,
  verdicts,
  type ComparedCell,
  type Comparison,
  type LeftOut,
  type Verdict,
} from './results/compare.ts'
export { differences } from './results/differences.ts'
export { ratioInTurns, ratioOfRuns, type Ratio } from './results/ratio.ts'
export { spreadOf, type Spread } from './results/run-spread.ts'
export { hasShaders } from './results/shaders.ts'
export { describe, medianIntervalOf, quantile, wilson } from './results/statistics.ts'
