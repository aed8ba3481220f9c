/**
 * @file torchvision's own checkpoints, with its random weights, in both forms of torch.save: each must load and give PyTorch's logits on WASM.
 *
 *     node benchmarks/proofs/checkpoints/torchvision.ts [NETWORK …]
 *
 * Needs /usr/bin/python3 with torch and torchvision, and half a gigabyte in the temporary folder for a VGG.
 */

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createModel } from '@cnn/tfjs'
import { fitWeights, hashedImage, readWeights } from '@cnn/weights'
import { fromPath } from '@cnn/weights/node'
import { zoo } from '@cnn/zoo'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { setBackend } from '@tensorflow/tfjs-core'

const ids: Readonly<Record<string, string>> = {
  alexnet: 'alexnet-torchvision',
  googlenet: 'googlenet-torchvision',
  inception_v3: 'inception-v3',
}
const all = [
  ['alexnet', 'googlenet', 'inception_v3', 'resnet18', 'resnet34', 'resnet50', 'resnet101', 'resnet152'],
  ['densenet121', 'densenet161', 'densenet169', 'densenet201'],
  ['vgg11', 'vgg13', 'vgg16', 'vgg19', 'vgg11_bn', 'vgg13_bn', 'vgg16_bn', 'vgg19_bn'],
].flat()

setWasmPaths(`${dirname(fileURLToPath(import.meta.resolve('@tensorflow/tfjs-backend-wasm/package.json')))}/dist/`)
await setBackend('wasm')
const named = process.argv.slice(2)
for (const name of named.length > 0 ? named : all) {
  const folder = mkdtempSync(join(tmpdir(), 'torchvision-'))
  try {
    execFileSync('/usr/bin/python3', [fileURLToPath(new URL('torchvision_logits.py', import.meta.url)), name, folder])
    const expected = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as number[]
    const net = zoo.find(({ id }) => id === (ids[name] ?? name.replace('_', '-')))!.build()
    for (const form of [name, `${name}-legacy`]) {
      const { weights } = await readWeights(await fromPath(join(folder, `${form}.pth`)))
      const model = createModel(net, fitWeights(net, weights))
      const logits = (await model.predict(hashedImage(net.input.shape).data))['logits']
      model.dispose()
      const largest = Math.max(...expected.map(Math.abs))
      const difference = Math.max(...expected.map((value, i) => Math.abs(value - logits[i]!))) / largest
      console.log(
        `${form}: ${weights.size} tensors, largest difference ${difference.toExponential(1)} of the largest logit`,
      )
      if (!(difference <= 1e-4)) process.exitCode = 1
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
