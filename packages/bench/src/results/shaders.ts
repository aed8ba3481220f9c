import type { BackendId } from './results.ts'

/** Whether it computes by shaders, one for each layer that differs from the others, which take long to compile. */
export const hasShaders = (backend: BackendId): boolean => backend === 'webgl' || backend.endsWith('webgpu')
