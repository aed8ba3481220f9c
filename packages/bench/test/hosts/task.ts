import type { Task } from '@cnn/bench'

/** A task for the fixtures, where the network says what the cell does. */
export const taskTo = (network: string): Task => ({ kind: 'latency', network, backend: 'wasm', budget: 1 })
