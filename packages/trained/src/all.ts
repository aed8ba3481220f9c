/** @file The address of every file: a bundler copies all of them. For one network, import `@cnn/trained/urls/ID`. */

import alexnetSmall from './urls/alexnet-small.ts'
import densenet121Small from './urls/densenet121-small.ts'
import googlenetSmall from './urls/googlenet-small.ts'
import inceptionV3Small from './urls/inception-v3-small.ts'
import lenet5Cifar10 from './urls/lenet5-cifar10.ts'
import ninSmall from './urls/nin-small.ts'
import plain20 from './urls/plain20.ts'
import preactResnet20 from './urls/preact-resnet20.ts'
import resnet20 from './urls/resnet20.ts'
import resnet56 from './urls/resnet56.ts'
import vgg16BnSmall from './urls/vgg16-bn-small.ts'

/** By id in @cnn/zoo: file URLs in Node. */
export const urls: ReadonlyMap<string, URL> = new Map([
  ['alexnet-small', alexnetSmall],
  ['densenet121-small', densenet121Small],
  ['googlenet-small', googlenetSmall],
  ['inception-v3-small', inceptionV3Small],
  ['lenet5-cifar10', lenet5Cifar10],
  ['nin-small', ninSmall],
  ['plain20', plain20],
  ['preact-resnet20', preactResnet20],
  ['resnet20', resnet20],
  ['resnet56', resnet56],
  ['vgg16-bn-small', vgg16BnSmall],
])
