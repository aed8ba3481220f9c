import { apply, type Node, type Rule } from '../graph.ts'
import type { Shape } from '../shape.ts'
import type { Activation } from './activations.ts'

export const activationRule: Rule<'activation'> = { kind: 'activation', shape: (_, [x]) => x! }

/** Rectified linear unit, max(0, x) (Nair & Hinton 2010); the shape stays. */
export const relu = <S extends Shape>(x: Node<S>): Node<S> => activation(x, 'relu')

/** The logistic function, 1 / (1 + exp −x); the shape stays. */
export const sigmoid = <S extends Shape>(x: Node<S>): Node<S> => activation(x, 'sigmoid')

/** Hyperbolic tangent; the shape stays. */
export const tanh = <S extends Shape>(x: Node<S>): Node<S> => activation(x, 'tanh')

/** 1.7159 tanh(⅔ x), which takes ±1 to ±1 (LeCun et al. 1998, appendix A); the shape stays. */
export const scaledTanh = <S extends Shape>(x: Node<S>): Node<S> => activation(x, 'scaledTanh')

/** The activation of that name; the shape stays. */
export const activation = <S extends Shape>(x: Node<S>, name: Activation): Node<S> =>
  apply(activationRule, { activation: name }, [x])
