import { whole } from '../check.ts'
import { apply, type Node, type Rule } from '../graph.ts'
import { ShapeError, type FeatureMap } from '../shape.ts'

export const inputRule: Rule<'input'> = {
  kind: 'input',
  shape: ({ shape }) => {
    if (shape.length !== 3) throw new ShapeError('the image is [height, width, channels], without the batch')
    shape.forEach((size, i) => whole(size, ['height', 'width', 'channels'][i]!, 1))
    return [...shape]
  },
}

/** The image: [height, width, channels], never the batch. */
export const input = (shape: FeatureMap): Node<FeatureMap> =>
  apply(inputRule, { shape: Object.freeze([...shape] as const) }, [])
