/** @file Weights for CIFAR-10: the ResNets of akamaster's repository, from its README. */

import { imagenetNormalisation } from '@cnn/data'
import { cifarSteps, type Published } from './published.ts'

export const small: readonly Published[] = (
  [
    ['resnet20', '12fca82f', 91.73],
    ['resnet32', 'd509ac18', 92.63],
    ['resnet44', '014dd654', 93.1],
    ['resnet56', '4bfd9763', 93.39],
    ['resnet110', '1d1ed7c2', 93.68],
    ['resnet1202', 'f3b1deed', 93.82],
  ] as const
).map(([network, hash, top1]): Published => ({
  network,
  publisher: 'akamaster',
  name: `${network}-${hash}`,
  format: 'pth',
  url: `https://github.com/akamaster/pytorch_resnet_cifar10/raw/master/pretrained_models/${network}-${hash}.th`,
  licence: 'BSD-2-Clause',
  // Its trainer.py normalises with ImageNet's means, for CIFAR-10 too.
  preprocessing: { ...cifarSteps, ...imagenetNormalisation },
  accuracy: { top1, dataset: 'CIFAR-10', protocol: 'test', source: 'github.com/akamaster/pytorch_resnet_cifar10' },
  note: "the names begin with DataParallel's 'module.'",
}))
