/** The kernels as base64; made by build/build.ts. */
export declare const binary: string
