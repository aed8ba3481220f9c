import type { Network } from '@cnn/shapes'

export interface BuildOptions {
  /** Units of the last layer. */
  readonly classes?: number
  /** Height and width of the image in pixels. */
  readonly size?: number
  /** Channels of the image. */
  readonly channels?: number
}

/** Builds one architecture; every option defaults to the paper's. */
export type Build = (options?: BuildOptions) => Network
