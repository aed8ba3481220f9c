/** @file A host whose answers the test decides, on a machine whose speed the test decides. */

import {
  type AccuracyOutcome,
  type Cell,
  type Environment,
  type Host,
  type LatencyOutcome,
  type Outcome,
  type Plan,
  type Results,
  type Task,
  run,
} from '@cnn/bench'

export const environment: Environment = {
  date: '2026-01-01T00:00:00.000Z',
  commit: null,
  versions: {},
  system: 'test',
  processor: 'test',
  cores: 2,
  browser: null,
}

export const plan = (over: Partial<Plan> = {}): Plan => ({
  networks: ['lenet5-cifar10', 'resnet20'],
  backends: ['wasm', 'webgl'],
  budget: 10,
  seed: 1,
  data: 'test.bin',
  weights: { 'lenet5-cifar10': 'lenet5-cifar10.safetensors', resnet20: 'resnet20.safetensors' },
  ...over,
})

export const device = { name: 'test', software: false }

export const latency = (median: number, over: { setup?: number; first?: number } = {}): LatencyOutcome => ({
  kind: 'latency',
  device,
  latency: {
    download: 1,
    setup: 2,
    first: median,
    samples: [median],
    median,
    p90: median,
    mean: median,
    deviation: 0,
    interval: [median, median],
    ...over,
  },
})

/** Two classes; `picks` is the class with the highest logit of each image. */
export const classified = (picks: readonly number[], labels: readonly number[], shift = 0): AccuracyOutcome => ({
  kind: 'accuracy',
  device,
  images: picks.length,
  seconds: 1,
  logits: picks.flatMap((pick) => (pick === 0 ? [1 + shift, 0] : [0, 1 + shift])),
  labels,
})

/** A latency whose inferences gave the same as `classified` does. */
export const answered = (median: number, picks: readonly number[], shift = 0): LatencyOutcome => ({
  ...latency(median),
  answers: { images: picks.length, logits: classified(picks, [], shift).logits },
})

export interface Run {
  readonly results: Results
  readonly tasks: readonly Task[]
  readonly saved: readonly Results[]
}

/** Runs a plan on a host that answers as `answer` does. */
export async function runFake(
  wanted: Plan,
  answer: (task: Task, count: number) => Outcome | Error,
  stopped: (tasks: readonly Task[]) => boolean = () => false,
): Promise<Run> {
  const tasks: Task[] = []
  const saved: Results[] = []
  const host: Host = {
    async perform(task) {
      tasks.push(task)
      const outcome = answer(task, tasks.length)
      if (outcome instanceof Error) throw outcome
      return outcome
    },
  }
  const results = await run(wanted, () => host, environment, {
    results: (soFar) => void saved.push(structuredClone(soFar)),
    stopped: () => stopped(tasks),
  })
  return { results, tasks, saved }
}

/** The cell of a network on a backend. */
export const cellOf = ({ cells }: Results, network: string, backend: string): Cell =>
  cells.find((one) => one.network === network && one.backend === backend)!

/** 1 ms on WASM and 4 ms on WebGL for a million multiply-accumulates; every image right. */
export const quick = (task: Task) => {
  if (task.kind === 'accuracy') return classified([0, 1], [0, 1])
  const millions = task.network === 'resnet20' ? 40.6 : 0.65
  return latency(millions * (task.backend === 'wasm' ? 1 : 4))
}
