/** @file Starts a tfjs backend and says what it runs on. */

export type { Device } from './device.ts'
export { glRenderer, gpuAdapter } from './gpu.ts'
export { AbsentError, startBackend, type BackendName, type StartOptions } from './start.ts'
