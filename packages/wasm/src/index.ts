/** @file Inference of a network of @cnn/shapes in WebAssembly. */

export { createModel, type GivenWeights, type Model, type ModelOptions } from './model.ts'
export { peakBytes } from './program/layout.ts'
export { plan, type PlanOptions } from './plan/plan.ts'
export type { PlacedMap, ExecutionPlan, PlanStep } from './plan/data.ts'
export { MemoryError, ModelError, UnsupportedError } from './runtime/errors.ts'
