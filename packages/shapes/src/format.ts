import type { Shape } from './graph.ts'

/** A shape as people write it: `56×56×64`. */
export const formatShape = (shape: Shape | readonly number[]): string => shape.join('×')
