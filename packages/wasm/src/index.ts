/** @file Inference of a network of @cnn/shapes in WebAssembly. */

export { createModel, type Model, type ModelOptions } from './model.ts'
export { plan, type Plan, type PlanOptions, type PlanStep } from './plan/plan.ts'
export { MemoryError, ModelError, UnsupportedError } from './runtime/errors.ts'
