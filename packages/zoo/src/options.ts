import type { Network } from '@cnn/shapes'
import type { ImageSize } from './image-input.ts'

/** What every builder of a network takes. */
export interface BuildOptions {
  /** Units of the last layer. */
  readonly classes?: number
  /** Height and width of the image in pixels: one number where they are the same. */
  readonly size?: ImageSize
  /** Channels of the image. */
  readonly channels?: number
  /**
   * Whether auxiliary heads are there, in networks that have them; by default they are, and need larger images than the
   * rest.
   */
  readonly heads?: boolean
}

/** For networks whose layers can be made slimmer or wider together. */
export interface WidthOptions extends BuildOptions {
  /** Share of the paper's filters and hidden units that each layer has. */
  readonly width?: number
}

/** For networks that begin by shrinking the image. */
export interface StemOptions extends WidthOptions {
  /** Of the first convolution; 1 leaves more of images as small as 32². */
  readonly stride?: number
}

/** For residual networks whose shortcuts are of option A. */
export interface ZeroOptions {
  /**
   * Whether the channels of zeros stand around those that are there, half on either side, or all of them after, as in
   * fb.resnet.torch.
   */
  readonly zeros?: 'around' | 'after' | undefined
}

/** For networks whose paper leaves some layers without padding. */
export interface PadOptions extends StemOptions {
  /** Of those layers; with 1, images of 32² are large enough, else 75² are. */
  readonly pad?: 0 | 1
}

/** Builds one architecture; every option defaults to the paper's. */
export type Build<Options extends BuildOptions = BuildOptions> = (options?: Options) => Network<'logits'>
