/** @file The classic convolutional networks, each exact to its paper. Importing one costs that one. */

export { alexnet, alexnetUngrouped, type AlexNetOptions } from './alexnet.ts'
export { alexnetTorchvision } from './alexnet-torchvision.ts'
export {
  densenet40k12,
  densenet100k12,
  densenet100k24,
  densenetBC100k12,
  densenetBC190k40,
  densenetBC250k24,
  type CifarDenseNetOptions,
} from './cifar-densenet.ts'
export { densenet121, densenet161, densenet169, densenet201, densenet264, type DenseNetOptions } from './densenet.ts'
export { googlenet, googlenetTorchvision, type GoogLeNetOptions } from './googlenet.ts'
export { inceptionV3, type InceptionV3Options } from './inception-v3.ts'
export { inceptionV4 } from './inception-v4.ts'
export { lenet5, type LeNet5Options } from './lenet5.ts'
export { digitCodes } from './lenet5-codes.ts'
export { lenet5Modern } from './lenet5-modern.ts'
export { ninCifar10, ninCifar100, ninImagenet } from './nin.ts'
export type { ImageSize } from './image-input.ts'
export type { Build, BuildOptions, PadOptions, StemOptions, WidthOptions, ZeroOptions } from './options.ts'
export { preactResnet1001, preactResnet164, preactResnet20, type PreactOptions } from './preact-resnet.ts'
export {
  plain20,
  plain32,
  plain44,
  plain56,
  resnet20,
  resnet32,
  resnet44,
  resnet56,
  resnet110,
  resnet1202,
  type CifarResNetOptions,
} from './cifar-resnet.ts'
export {
  plain18,
  plain34,
  resnet18,
  resnet34,
  resnet34A,
  resnet34C,
  resnet50,
  resnet50V1,
  resnet101,
  resnet101V1,
  resnet152,
  resnet152V1,
  type ResNetOptions,
} from './resnet.ts'
export {
  vgg11,
  vgg11Bn,
  vgg11Lrn,
  vgg13,
  vgg13Bn,
  vgg16,
  vgg16Bn,
  vgg16C,
  vgg16CBn,
  vgg19,
  vgg19Bn,
  type VggOptions,
} from './vgg.ts'
export { zfnet } from './zfnet.ts'
export { zoo } from './zoo.ts'
export type { Claim, Entry } from './catalogue/entry.ts'
