/** @file The names of the activations. */

/** Functions of each element on its own. */
export const activations = ['relu', 'sigmoid', 'tanh', 'scaledTanh'] as const
/** One of `activations`. */
export type Activation = (typeof activations)[number]

/** What a layer can compute together with its sum, on every backend; inference fusion sets it. */
export type FusedActivation = 'relu'
