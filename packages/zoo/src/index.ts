/** @file The classic convolutional networks, each exact to its paper. Importing one costs that one. */

export { alexnet } from './alexnet.ts'
export { densenet121 } from './densenet.ts'
export { googlenet } from './googlenet.ts'
export { lenet5Modern } from './lenet5.ts'
export { resnet18, resnet20, resnet50 } from './resnet.ts'
export { vgg16 } from './vgg.ts'
export type { Build, BuildOptions } from './options.ts'
export { zoo, type Entry, type Published } from './zoo.ts'
