/**
 * @file What a run of the benchmark writes: `results.json`, as types and as the JSON Schema that is published with the
 * package.
 */

import { Type, type Static, type TSchema } from '@sinclair/typebox'

/**
 * Engines of other projects in the browser: onnxruntime-web and LiteRT.js. They run where they are installed and named.
 */
export const engineIds = ['ort-wasm', 'ort-webgpu', 'litert-wasm', 'litert-webgpu'] as const
/** Those that run in Node and not in a browser. */
export const nodeBackendIds = ['node-cnn-wasm', 'node-wasm'] as const
/** What is measured unless other backends are named: the quick ones of this project in a browser. */
export const defaultBackendIds = ['cnn-wasm', 'wasm', 'webgl', 'webgpu'] as const
/** @cnn/wasm and tfjs's backends in the browser, and both WASM in Node: what a full run measures. */
export const ownBackendIds = ['cnn-wasm', 'wasm', 'webgl', 'webgpu', 'cpu', ...nodeBackendIds] as const
/** Where a network runs. */
export const backendIds = [...ownBackendIds, ...engineIds] as const
/** The data sets that networks are compared on. */
export const suites = ['cifar10', 'imagenet'] as const

const oneOf = <const T extends string>(values: readonly T[], description: string) =>
  Type.Union(
    values.map((value) => Type.Literal(value)),
    { description },
  )
const milliseconds = (description: string) =>
  Type.Number({ minimum: 0, description: `${description}, in milliseconds` })
const share = (description: string) =>
  Type.Number({ minimum: 0, maximum: 1, description: `${description}, from 0 to 1` })
const count = (description: string) => Type.Integer({ minimum: 0, description })
const interval = <T extends TSchema>(of: T) =>
  Type.Tuple([of, of], { description: 'the 95 % interval, from low to high' })

export const BackendIdSchema = oneOf(
  backendIds,
  '@cnn/wasm, a tfjs backend or another engine in the browser, or @cnn/wasm or tfjs WASM in Node',
)
export const SuiteSchema = oneOf(suites, 'the images that a network is made for')

export const DeviceSchema = Type.Object({
  name: Type.String({ description: 'the GPU adapter, the GL renderer, or the processor' }),
  software: Type.Boolean({ description: 'whether a GPU interface is rendered by the processor' }),
  threads: Type.Optional(count('threads that the engine says its WASM has')),
  threadsAsked: Type.Optional(count('threads that it was asked to have')),
  simd: Type.Optional(Type.Boolean({ description: 'whether the WASM binary uses 128-bit SIMD' })),
  float32: Type.Optional(Type.Boolean({ description: 'whether WebGL computes in 32-bit floats' })),
})

export const LatencySchema = Type.Object({
  download: milliseconds('fetching the weights'),
  setup: milliseconds('starting the backend and placing the weights on it'),
  first: milliseconds('the first inference, shaders compiled and caches cold'),
  samples: Type.Array(
    milliseconds('one warm inference of one image, awaited to its data; in the order in which they were measured'),
    { minItems: 1 },
  ),
  inferencesPerSample: Type.Optional(
    Type.Integer({ minimum: 1, description: 'a sample is the mean of so many inferences timed together; absent, one' }),
  ),
  samplesPerTurn: Type.Optional(
    Type.Array(Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1 }), {
      minItems: 1,
      description: 'of two builds measured in turns: for each fresh page, how many samples each of its turns gave',
    }),
  ),
  median: milliseconds('of the samples'),
  medianInterval: Type.Optional(
    interval(milliseconds('of the median, by order statistics; absent of fewer than 6 samples, which cannot tell')),
  ),
  p90: milliseconds('90th percentile of the samples'),
  mean: milliseconds('of the samples'),
  deviation: milliseconds('standard deviation of the samples'),
  interval: interval(milliseconds('of the mean, by Student’s t')),
})

export const AccuracySchema = Type.Object({
  images: count('test images that were classified, the first ones of the test set'),
  correct: count('images whose highest logit is their label'),
  top1: share('correct / images'),
  interval: interval(share('Wilson score')),
  reference: BackendIdSchema,
  labelsEqual: share('images with the same highest logit as on the reference backend'),
  logitDifference: Type.Number({ minimum: 0, description: 'largest difference of a logit from the reference backend' }),
  seconds: Type.Number({ minimum: 0, description: 'time for all images' }),
})

export const AgreementSchema = Type.Object({
  reference: BackendIdSchema,
  images: count('test images that both classified, the first ones of the test set'),
  equal: count('images with the same highest logit as on the reference backend'),
  logitDifference: Type.Number({ minimum: 0, description: 'largest difference of a logit from the reference backend' }),
})

export const DoubtSchema = Type.Object({
  kind: oneOf(
    ['hidden', 'throttled', 'load', 'stolen', 'drift', 'humps', 'timer', 'battery', 'isolation'],
    'what speaks against the latency',
  ),
  reason: Type.String({ description: 'the same in words, with the figures' }),
})

export const PublishedSchema = Type.Object({
  top1: Type.Optional(Type.Number({ description: 'percent' })),
  top5: Type.Optional(Type.Number({ description: 'percent' })),
  dataset: oneOf(['ImageNet', 'CIFAR-10', 'CIFAR-100', 'MNIST'], 'the images'),
  protocol: Type.String(),
  source: Type.String(),
})

/** A part of a cell that was not measured, and why. */
const outcome = oneOf(
  ['measured', 'skipped', 'absent', 'failed'],
  'skipped: it would not end in its time budget; absent: this machine has no such backend; failed: an error',
)

export const CellSchema = Type.Object({
  network: Type.String({ description: 'id in @cnn/zoo' }),
  suite: SuiteSchema,
  backend: BackendIdSchema,
  input: Type.Tuple([count('height'), count('width'), count('channels')]),
  parameters: count('trainable values'),
  macs: count('multiply-accumulates for one image, convolutions and dense layers'),
  weights: oneOf(['trained', 'random'], 'random weights tell the latency and nothing of accuracy'),
  weightsSha256: Type.Optional(Type.String({ description: 'of the file of trained weights, where it is known' })),
  status: outcome,
  reason: Type.Optional(Type.String({ description: 'why it was not measured' })),
  estimate: Type.Optional(milliseconds('the time it was expected to need, where it was skipped')),
  atLeast: Type.Optional(Type.Boolean({ description: 'the estimate is the time it had, and it needs more' })),
  estimatedFrom: Type.Optional(
    Type.Array(Type.String(), {
      minItems: 1,
      description: 'networks whose times on this backend the estimate is made of, where it was skipped without a try',
    }),
  ),
  device: Type.Optional(DeviceSchema),
  latency: Type.Optional(LatencySchema),
  doubts: Type.Optional(
    Type.Array(DoubtSchema, {
      description: 'why the latency is not to be trusted; absent where nothing speaks against',
    }),
  ),
  accuracyStatus: Type.Optional(outcome),
  accuracyReason: Type.Optional(Type.String()),
  accuracy: Type.Optional(AccuracySchema),
  agreement: Type.Optional(AgreementSchema),
  published: Type.Optional(PublishedSchema),
})

export const EnvironmentSchema = Type.Object({
  date: Type.String({ description: 'ISO 8601, in UTC' }),
  commit: Type.Union([Type.String(), Type.Null()], {
    description: 'of the repository, with -dirty where it had changes',
  }),
  versions: Type.Record(Type.String(), Type.String(), { description: 'of @cnn/bench, tfjs and Node' }),
  system: Type.String({ description: 'operating system and architecture' }),
  processor: Type.String(),
  cores: count('logical processors'),
  browser: Type.Union([
    Type.Null(),
    Type.Object({
      name: Type.String(),
      version: Type.String(),
      userAgent: Type.String(),
      source: oneOf(['named', 'installed', 'embedded', 'visitor', 'remote'], 'how it was found'),
      isolated: Type.Boolean({ description: 'cross-origin isolated, which WASM threads need' }),
      untold: Type.Optional(
        Type.Array(Type.String(), { description: 'what is not known of it or of its machine, in words' }),
      ),
    }),
  ]),
})

/** JSON Schema of `results.json`. */
export const ResultsSchema = Type.Object(
  {
    version: Type.Literal(1),
    environment: EnvironmentSchema,
    budget: Type.Number({ description: 'seconds that one cell may take' }),
    seed: Type.Integer({ description: 'of the order of the cells' }),
    complete: Type.Boolean({ description: 'false while the run goes on or where it was interrupted' }),
    imagesSha256: Type.Optional(Type.String({ description: 'of the test images, where there were some' })),
    beside: Type.Optional(
      Type.String({ description: 'the same in the results of two builds that were measured in turns' }),
    ),
    cells: Type.Array(CellSchema),
  },
  { $schema: 'http://json-schema.org/draft-07/schema#', title: 'Results of cnn bench' },
)

/** Where a network runs: one of `backendIds`. */
export type BackendId = (typeof backendIds)[number]
export type EngineId = (typeof engineIds)[number]
/** One of `ownBackendIds`. */
export type OwnBackendId = (typeof ownBackendIds)[number]
/** One of `nodeBackendIds`. */
export type NodeBackendId = (typeof nodeBackendIds)[number]

/** Whether it runs in Node and not in a browser. */
export const isNodeBackend = (id: BackendId): id is NodeBackendId => (nodeBackendIds as readonly string[]).includes(id)
/** The data set that a network is compared on. */
export type Suite = (typeof suites)[number]
/** What a backend computes on. */
export type Device = Static<typeof DeviceSchema>
/** Times of single images, in milliseconds: the samples and what they come to. */
export type Latency = Static<typeof LatencySchema>
/** Top-1 on CIFAR-10, and how far it agrees with the reference backend. */
export type Accuracy = Static<typeof AccuracySchema>
/** How far a backend computes what the reference backend does, on the images that both classified. */
export type Agreement = Static<typeof AgreementSchema>
/** What speaks against a latency. */
export type Doubt = Static<typeof DoubtSchema>
/** One network on one backend: what was measured, or why not. */
export type Cell = Static<typeof CellSchema>
/** The machine, the browser and the versions of a run. */
export type Environment = Static<typeof EnvironmentSchema>
/** A whole run, as `results.json` holds it. */
export type Results = Static<typeof ResultsSchema>
