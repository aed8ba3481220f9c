import { apply, type Node, type Rule } from '../graph.ts'
import { ShapeError, type Shape } from '../shape.ts'

export const addRule: Rule<'add'> = {
  kind: 'add',
  shape: (_, [x, y]) => {
    if (x!.length === y!.length && x!.every((size, i) => size === y![i])) return x!
    throw new ShapeError(`both sides of a sum need one shape${mended(x!, y!)}`)
  },
}

/** Element by element (He et al. 2015, equation 1): two values of one shape. */
export const add = <S extends Shape>(x: Node<S>, y: Node<S>): Node<S> => apply(addRule, {}, [x, y])

/**
 * The projection shortcuts, 1×1 convolutions, of which each would give both sides one shape (He et al. 2015, section
 * 3.3).
 */
function mended(x: Shape, y: Shape): string {
  const ways = [...projection('second', y, x), ...projection('first', x, y)]
  return ways.length > 0 ? `; a projection shortcut would give it, a 1×1 convolution of ${ways.join(' or of ')}` : ''
}

function projection(which: string, [tall, wide]: Shape, [height, width, channels]: Shape): string[] {
  const stride = Math.round(tall / height)
  const fits = Math.ceil(tall / stride) === height && Math.ceil(wide! / stride) === width
  return fits ? [`the ${which} with ${channels} filters and stride ${stride}`] : []
}
