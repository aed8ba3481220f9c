import { add, div, mul, neg, rsqrt, sub, type Tensor } from '@tensorflow/tfjs-core'
import { TrainingError } from '../training-error.ts'
import { channelSum, perChannel, scaled } from './per-channel.ts'
import type { Trainable } from './trainable.ts'

/**
 * By the statistics of the batch (Ioffe & Szegedy 2015, algorithm 1 and the gradients of section 3). As in PyTorch, the
 * variance that normalises is the biased one, that which moves is not, and a step moves a tenth of the way.
 */
export const batchNorm: Trainable<'batchNorm'> = {
  forward: ([x], [gamma, beta, movingMean, movingVariance], { epsilon }, { name }) => {
    const count = perChannel(x!)
    if (count === 1)
      throw new TrainingError(
        `batch norm '${name}' sees one value of each channel, which has no variance; give larger batches or images`,
      )
    const mean = div(channelSum(x!), count)
    const centred = sub(x!, mean)
    const variance = div(channelSum(mul(centred, centred)), count)
    const inverse = rsqrt(add(variance, epsilon))
    const factor = mul(gamma!, inverse)
    return {
      y: scaled(x!, factor, sub(beta!, mul(mean, factor))),
      kept: [mean, inverse],
      moving: [towards(movingMean!, mean), towards(movingVariance!, mul(variance, count / (count - 1)))],
    }
  },
  still: ([x], [gamma, beta, mean, variance], { epsilon }) => {
    const factor = mul(gamma!, rsqrt(add(variance!, epsilon)))
    return { y: scaled(x!, factor, sub(beta!, mul(mean!, factor))) }
  },
  backward: (dy, { inputs: [x], own: [gamma], kept: [mean, inverse], wanted }) => {
    const count = perChannel(x!)
    const centred = sub(x!, mean!)
    const dBeta = channelSum(dy)
    const dGamma = mul(channelSum(mul(dy, centred)), inverse!)
    const dx = () => {
      const factor = mul(gamma!, inverse!)
      const slope = neg(div(mul(mul(factor, inverse!), dGamma), count))
      return add(scaled(dy, factor, neg(div(mul(factor, dBeta), count))), scaled(centred, slope))
    }
    return { inputs: [wanted ? dx() : undefined], own: [dGamma, dBeta] }
  },
}

export const scaleShift: Trainable<'scaleShift'> = {
  forward: ([x], [factor, term]) => ({ y: scaled(x!, factor!, term) }),
  still: ([x], [factor, term]) => ({ y: scaled(x!, factor!, term) }),
  backward: (dy, { inputs: [x], own: [factor], wanted }) => ({
    inputs: [wanted ? scaled(dy, factor!) : undefined],
    own: [channelSum(mul(dy, x!)), channelSum(dy)],
  }),
}

const towards = (moving: Tensor, value: Tensor): Tensor => add(mul(moving, 0.9), mul(value, 0.1))
