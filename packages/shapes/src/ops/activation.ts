import { apply, type Node, type Rule, type Shape } from '../graph.ts'

/** A function of each element on its own. */
export type Activation = 'relu'

export interface ActivationAttrs {
  readonly activation: Activation
}

export const activationRule: Rule<'activation'> = { kind: 'activation', shape: (_, [x]) => x! }

/** Rectified linear unit, max(0, x) (Nair & Hinton 2010); the shape stays. */
export const relu = <S extends Shape>(x: Node<S>): Node<S> => apply(activationRule, { activation: 'relu' }, [x])
