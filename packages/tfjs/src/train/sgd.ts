import { add, mul, sub, tidy, type Tensor } from '@tensorflow/tfjs-core'

export interface Sgd {
  readonly rate: number
  readonly momentum: number
  readonly nesterov: boolean
  readonly decay: number
}

/**
 * One step of stochastic gradient descent as PyTorch has it, which scales the velocity by the rate of now and not by
 * that of then (Sutskever et al. 2013): g + λp; v = μv + g; p − η v, or p − η (g + μv) with Nesterov's look ahead.
 * Gives new tensors and disposes none.
 */
export function descend(
  parameter: Tensor,
  velocity: Tensor,
  gradient: Tensor,
  { rate, momentum, nesterov, decay }: Sgd,
): [parameter: Tensor, velocity: Tensor] {
  return tidy(() => {
    const slope = decay === 0 ? gradient : add(gradient, mul(parameter, decay))
    const next = add(mul(velocity, momentum), slope)
    const direction = nesterov ? add(slope, mul(next, momentum)) : next
    return [sub(parameter, mul(direction, rate)), next]
  })
}
