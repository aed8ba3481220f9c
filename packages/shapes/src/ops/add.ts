import { apply, ShapeError, type Node, type Rule, type Shape } from '../graph.ts'

export const addRule: Rule<'add'> = {
  kind: 'add',
  shape: (_, [x, y]) => {
    if (x!.length === y!.length && x!.every((size, i) => size === y![i])) return x!
    throw new ShapeError(`both sides of a sum need one shape${projection(x!, y!)}`)
  },
}

/** The 1×1 convolution that would bring the shortcut to the shape of the other side, where there is one. */
function projection([height, width, channels]: Shape, [tall, wide]: Shape): string {
  const stride = Math.max(1, Math.round(tall / height))
  if (channels === undefined || Math.ceil(tall / stride) !== height || Math.ceil(wide! / stride) !== width) return ''
  const options = `${channels} filters${stride > 1 ? ` and stride ${stride}` : ''}`
  return `; a 1×1 convolution of the second with ${options} (a projection shortcut) would give it`
}

/** Element by element (He et al. 2015, equation 1): two values of one shape. `y` is the shortcut. */
export const add = <S extends Shape>(x: Node<S>, y: Node<S>): Node<S> => apply(addRule, {}, [x, y])
