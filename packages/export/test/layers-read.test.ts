/**
 * @file What is written for tfjs layers is read back as the weights that it was written from, though layers are put
 * together from several there.
 */

import { weights as weightsOf } from '@cnn/shapes'
import { findScheme, fitWeights, hashedWeights, readTfjs } from '@cnn/weights'
import { densenet121, googlenetTorchvision, lenet5Modern, resnet20 } from '@cnn/zoo'
import { writeLayersModel } from '@cnn/export'
import { expect, test } from 'vitest'
import { expectSameTensors } from '../../weights/test/same-tensors.ts'

/** A dense layer after a flatten, added channels, adaptive pooling, batch norms before convolutions. */
test.each([lenet5Modern(), resnet20(), googlenetTorchvision({ size: 64, classes: 10 }), densenet121({ classes: 3 })])(
  '$name',
  async (net) => {
    const weights = hashedWeights(net)
    const files: Readonly<Record<string, string | Uint8Array>> = writeLayersModel({ net, weights })
    const bytes = (name: string) => new Uint8Array(Buffer.from(files[name]! as string))
    const { weights: read } = await readTfjs(bytes('model.json'), async (name) => bytes(name))
    expect(findScheme(net, read).id).toBe('cnn-layers')
    expectSameTensors(fitWeights(net, read), weights)
    expect(read.size).toBeGreaterThanOrEqual(weightsOf(net).length)
  },
)
