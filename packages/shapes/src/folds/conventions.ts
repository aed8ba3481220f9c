/**
 * @file How the known tools count operations, so that whichever figure somebody read elsewhere can be had here too.
 * ResNet-50 is 4.089 G for torchvision, 4.112 G for fvcore, 4.134 G for thop, 4.132 G for ptflops: all of them right,
 * each by its own rule. The rules are those of the tools' sources; the tests hold them against figures that the tools'
 * authors and users published.
 */

import type { Node } from '../graph.ts'
import { macsOf } from './macs.ts'
import type { Kind } from '../ops/operations.ts'
import { paramsOf } from './params.ts'
import { elements, weightsOf } from '../weights.ts'

// Public API

/** A tool whose way of counting is known. */
export type ConventionName = 'torchvision' | 'fvcore' | 'thop' | 'ptflops' | 'ptflops-0.6' | 'torchinfo'

/** How much a node counts. */
export type Count = (node: Node) => number

/**
 * Something that the tool's figure depends on and the graph does not say, in networks that have nodes of these kinds.
 */
export interface Doubt {
  readonly kinds: readonly Kind[]
  readonly because: string
}

/** One tool's way of counting, for one image at inference. */
export interface Convention {
  /** The tool, and the version whose rule this is. */
  readonly tool: string
  /** What the tool itself calls its unit. */
  readonly unit: string
  /** What counts, in words. */
  readonly counts: string
  /** Kinds that are not listed count nothing. */
  readonly rules: Readonly<Partial<Record<Kind, Count>>>
  readonly doubts: readonly Doubt[]
}

/** How each tool counts operations. */
export const conventions: Readonly<Record<ConventionName, Convention>> = {
  torchvision: {
    tool: 'torchvision’s table of models',
    unit: 'GFLOPS (which are multiply-accumulates)',
    counts: 'convolutions and dense layers, without biases',
    rules: { conv: macsOf, dense: macsOf },
    doubts: [],
  },
  fvcore: {
    tool: 'fvcore 0.1.5 FlopCountAnalysis; timm’s benchmark tables',
    unit: 'flops (one multiply-accumulate is one)',
    counts:
      'convolutions and dense layers without biases, batch norm 2 an element, global average pooling ' +
      '1 an element of its input',
    rules: { conv: macsOf, dense: macsOf, batchNorm: (node) => 2 * read(node), globalAveragePool: read },
    doubts: [adaptivePooling()],
  },
  thop: {
    tool: 'thop 0.1',
    unit: 'MACs',
    counts:
      'convolutions and dense layers without biases, batch norm 4 an element, average pooling 1 an ' +
      'element of its result, ' +
      'global average pooling an addition an element of its input and a division an element of its result',
    rules: {
      conv: macsOf,
      dense: macsOf,
      batchNorm: (node) => 4 * read(node),
      avgPool: written,
      globalAveragePool: (node) => read(node) + written(node),
    },
    doubts: [
      adaptivePooling(),
      { kinds: ['avgPool', 'globalAveragePool'], because: 'thop overlooks pooling that is called as a function' },
    ],
  },
  ptflops: {
    tool: 'ptflops 0.7, backend pytorch',
    unit: 'MACs',
    counts:
      'convolutions and dense layers with biases, batch norm 2 an element; ReLU and pooling twice, as ' +
      'a module and as the function in it',
    rules: {
      conv: withBias,
      dense: withBias,
      batchNorm: (node) => 2 * read(node),
      activation: (node) => 2 * rectified(node),
      maxPool: (node) => 2 * read(node),
      avgPool: (node) => 2 * read(node),
      globalAveragePool: (node) => 2 * read(node),
    },
    doubts: [
      adaptivePooling(),
      {
        kinds: ['activation', 'maxPool', 'avgPool', 'globalAveragePool'],
        because:
          'ptflops 0.7 counts ReLU and pooling once where they are called as functions, twice where they ' +
          'are modules, as here',
      },
    ],
  },
  'ptflops-0.6': {
    tool: 'ptflops up to 0.6',
    unit: 'MACs',
    counts: 'convolutions and dense layers with biases, batch norm 2 an element, ReLU and pooling 1 an element',
    rules: {
      conv: withBias,
      dense: withBias,
      batchNorm: (node) => 2 * read(node),
      activation: rectified,
      maxPool: read,
      avgPool: read,
      globalAveragePool: read,
    },
    doubts: [
      adaptivePooling(),
      {
        kinds: ['activation', 'maxPool', 'avgPool', 'globalAveragePool'],
        because: 'ptflops 0.6 overlooks ReLU and pooling that are called as functions',
      },
    ],
  },
  torchinfo: {
    tool: 'torchinfo 1.8',
    unit: 'mult-adds',
    counts:
      'parameters times positions of the result for convolutions, so biases count; parameters once ' +
      'for dense layers and batch norm',
    rules: {
      conv: (node) => paramsOf(node) * positions(node),
      dense: paramsOf,
      batchNorm: paramsOf,
    },
    doubts: [],
  },
}

// Implementation

// Function declarations, since the table above needs them before their lines are reached.

/** Elements that a node reads. */
function read(node: Node): number {
  return node.inputs.reduce((sum, input) => sum + elements(input.shape), 0)
}

/** Elements that a node gives. */
function written(node: Node): number {
  return elements(node.shape)
}

/** Where a filter is applied: the height times the width of the result. */
function positions({ shape: [height, width] }: Node): number {
  return height * (width ?? 1)
}

function withBias(node: Node): number {
  return macsOf(node) + (weightsOf(node).some(({ role }) => role === 'bias') ? written(node) : 0)
}

/** ptflops knows ReLU and its kin, not tanh. */
function rectified(node: Node): number {
  return 'activation' in node.attrs && node.attrs.activation === 'relu' ? written(node) : 0
}

/**
 * torchvision's AlexNet and VGG pool adaptively to the size that the map already has, which costs these tools' counts
 * an element each.
 */
function adaptivePooling(): Doubt {
  return {
    kinds: ['flatten'],
    because: 'torchvision puts an adaptive average pooling before flatten that the paper and this graph do not have',
  }
}
