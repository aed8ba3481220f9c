import { apply, ShapeError, type Node, type Rule, type Shape } from '../graph.ts'

export const addRule: Rule<'add'> = {
  kind: 'add',
  shape: (_, [x, y]) => {
    if (x!.length === y!.length && x!.every((size, i) => size === y![i])) return x!
    const stride = x![0] && y![0] ? Math.round(y![0] / x![0]) : 1
    throw new ShapeError(
      `both sides of a sum need one shape; a 1×1 convolution of the second with ${x!.at(-1)} filters` +
        `${stride > 1 ? ` and stride ${stride}` : ''} (a projection shortcut) would give it`,
    )
  },
}

/** Element by element (He et al. 2015, equation 1): two values of one shape. `y` is the shortcut. */
export const add = <S extends Shape>(x: Node<S>, y: Node<S>): Node<S> => apply(addRule, {}, [x, y])
