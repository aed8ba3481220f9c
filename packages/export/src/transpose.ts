import { elements, type Tensor } from '@cnn/shapes'

/** The tensor with its axes in another order: axis i of the result is axis `axes[i]` of the one given. */
export function transpose({ shape, data }: Tensor, ...axes: readonly number[]): Tensor {
  const steps = axes.map((axis) => elements(shape.slice(axis + 1)))
  const turned = axes.map((axis) => shape[axis]!)
  const result = new Float32Array(data.length)
  let at = 0
  const walk = (axis: number, from: number): void => {
    const step = steps[axis]!
    const end = from + turned[axis]! * step
    if (axis === axes.length - 1) for (let i = from; i < end; i += step) result[at++] = data[i]!
    else for (let i = from; i < end; i += step) walk(axis + 1, i)
  }
  walk(0, 0)
  return { shape: turned, data: result }
}
