/** @file Takes samples of one kind of work, in the order in which they were taken. */

// Public API

/** How many samples are taken, and how long each has to be. */
export interface Wanted {
  /** Samples to take even where `time` is over, and samples beyond which no more is learnt. */
  readonly least: number
  readonly most: number
  /** Milliseconds to go on for. */
  readonly time: number
  /** How long one sample has to be for the clock to tell it well, in milliseconds. */
  readonly shortest: number
}

/** What was sampled. */
export interface Samples {
  /** Milliseconds for one run each. */
  readonly samples: number[]
  readonly inferencesPerSample: number
}

/** `each` is about what one run takes, in milliseconds. Quick ones are warmed up, and timed several at once. */
export async function takeSamples(
  infer: () => Promise<unknown>,
  each: number,
  { least, most, time, shortest }: Wanted,
): Promise<Samples> {
  const warm = each < slow ? await warmUp(infer) : each
  const inferencesPerSample = Math.max(1, Math.ceil(shortest / warm))
  const samples: number[] = []
  const end = performance.now() + time
  while (samples.length < least || (performance.now() < end && samples.length < most)) {
    const start = performance.now()
    for (let i = 0; i < inferencesPerSample; i++) await infer()
    // To a tenth of a microsecond: no browser's clock tells more.
    samples.push(Math.round(((performance.now() - start) / inferencesPerSample) * 1e4) / 1e4)
  }
  return { samples, inferencesPerSample }
}

// Implementation

/** Milliseconds beyond which an inference is no warmer the next time. */
const slow = 100
const warmUpTime = 250

/** Milliseconds of one warm run: of the second half, since the first one is still warming up. */
async function warmUp(infer: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  let half = begin
  let runs = 0
  for (let now = begin; now - begin < warmUpTime; now = performance.now()) {
    if (now - begin < warmUpTime / 2) half = now
    else runs += 1
    await infer()
  }
  // A clock may not have moved at all in between.
  return Math.max((performance.now() - half) / (runs + 1), 1e-4)
}
