/** @file Pictures of convolutional networks. */

export { curves, type TrainedEpoch, type TrainingRun } from './svg/curves.ts'
export { dot } from './dot.ts'
export type { DrawOptions } from './drawing.ts'
export { mermaid } from './mermaid.ts'
export { svg } from './svg/svg.ts'
