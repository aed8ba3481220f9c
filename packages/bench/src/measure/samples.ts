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
  /** In how many turns they are taken, and what is awaited before each. */
  readonly turns?: number
  readonly turn?: () => Promise<void>
}

/** What was sampled. */
export interface Samples {
  /** Milliseconds for one run each. */
  readonly samples: number[]
  readonly inferencesPerSample: number
  /** Where there were turns: how many samples each gave, of this one page. */
  readonly samplesPerTurn?: number[][]
}

/** `each` is about what one run takes, in milliseconds. Quick ones are warmed up, and timed several at once. */
export async function takeSamples(infer: () => Promise<unknown>, each: number, wanted: Wanted): Promise<Samples> {
  const { shortest, turns, turn } = wanted
  const warm = each < slow ? await warmUp(infer, warmUpTime) : each
  const inferencesPerSample = Math.max(1, Math.ceil(shortest / warm))
  const one = async () => {
    const start = performance.now()
    for (let i = 0; i < inferencesPerSample; i++) await infer()
    // To a tenth of a microsecond: no browser's clock tells more.
    return Math.round(((performance.now() - start) / inferencesPerSample) * 1e4) / 1e4
  }
  if (turns === undefined) return { samples: await series(one, wanted), inferencesPerSample }
  const { most, time } = wanted
  const share = { least: 1, most: Math.ceil(most / turns), time: time / turns }
  const taken: number[][] = []
  for (let i = 0; i < turns; i++) {
    await turn?.()
    // What another page computed meanwhile lies in the caches.
    await warmUp(infer, 2 * shortest)
    taken.push(await series(one, share))
  }
  return { samples: taken.flat(), inferencesPerSample, samplesPerTurn: [taken.map(({ length }) => length)] }
}

// Implementation

/** Milliseconds beyond which an inference is no warmer the next time. */
const slow = 100
const warmUpTime = 250

async function series(
  one: () => Promise<number>,
  { least, most, time }: Pick<Wanted, 'least' | 'most' | 'time'>,
): Promise<number[]> {
  const samples: number[] = []
  const end = performance.now() + time
  while (samples.length < least || (performance.now() < end && samples.length < most)) samples.push(await one())
  return samples
}

/** Milliseconds of one warm run: of the second half of `time`, since the first one is still warming up. */
async function warmUp(infer: () => Promise<unknown>, time: number): Promise<number> {
  const begin = performance.now()
  let half = begin
  let runs = 0
  for (let now = begin; now - begin < time; now = performance.now()) {
    if (now - begin < time / 2) half = now
    else runs += 1
    await infer()
  }
  // A clock may not have moved at all in between.
  return Math.max((performance.now() - half) / (runs + 1), 1e-4)
}
