/** @file Seconds for the latency of a cell, unless the user gives others. */

/** Of a run that takes minutes. */
export const quickBudget = 10
/** Of one with --full. */
export const fullBudget = 20
