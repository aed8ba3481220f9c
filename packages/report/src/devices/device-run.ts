import type { Results } from '@cnn/bench'

/** The run of one device, and what its column is called. */
export interface DeviceRun {
  readonly name: string
  readonly results: Results
}
