/**
 * @file Network in network (Lin et al. 2013, figure 2): the last mlpconv has one map for each class, and their means
 * are the logits.
 */

import { dropout, globalAveragePool, mlpconv, overlappingPool, widen } from '@cnn/blocks'
import { network } from '@cnn/shapes'
import { imageInput } from './image-input.ts'
import type { Build, StemOptions, WidthOptions } from './options.ts'

/** For CIFAR-10 (Lin et al. 2014, section 4.2). */
export const ninCifar10 = cifar('nin-cifar10', 10)
/** For CIFAR-100 (Lin et al. 2014, section 4.3). */
export const ninCifar100 = cifar('nin-cifar100', 100)

/**
 * Sizes of the authors' Caffe model; both poolings take the maximum, as the paper has it, where that model averages in
 * the second.
 */
function cifar(name: string, defaultClasses: number): Build<WidthOptions> {
  return ({ classes = defaultClasses, size = 32, channels = 3, width = 1 } = {}) => {
    const filters = (...counts: number[]) => counts.map((count) => widen(count, width))
    let x = mlpconv(imageInput(size, channels), 'mlpconv1', { filters: filters(192, 160, 96), kernel: 5, pad: 2 })
    x = dropout(overlappingPool(x, { ceil: true }))
    x = mlpconv(x, 'mlpconv2', { filters: filters(192, 192, 192), kernel: 5, pad: 2 })
    x = dropout(overlappingPool(x, { ceil: true }))
    x = mlpconv(x, 'mlpconv3', { filters: [...filters(192, 192), classes], kernel: 3, pad: 1 })
    return network(name, { logits: globalAveragePool(x) })
  }
}

/** The authors' model for ImageNet in Caffe's model zoo: four mlpconv, the first with AlexNet's kernel and stride. */
export const ninImagenet: Build<StemOptions> = ({
  classes = 1000,
  size = 224,
  channels = 3,
  width = 1,
  stride = 4,
} = {}) => {
  const filters = (...counts: number[]) => counts.map((count) => widen(count, width))
  let x = mlpconv(imageInput(size, channels), 'mlpconv1', { filters: filters(96, 96, 96), kernel: 11, stride })
  x = overlappingPool(x, { ceil: true })
  x = mlpconv(x, 'mlpconv2', { filters: filters(256, 256, 256), kernel: 5, pad: 2 })
  x = overlappingPool(x, { ceil: true })
  x = mlpconv(x, 'mlpconv3', { filters: filters(384, 384, 384), kernel: 3, pad: 1 })
  x = dropout(overlappingPool(x, { ceil: true }))
  x = mlpconv(x, 'mlpconv4', { filters: [...filters(1024, 1024), classes], kernel: 3, pad: 1 })
  return network('nin-imagenet', { logits: globalAveragePool(x) })
}
