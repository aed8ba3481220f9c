/** @file The worker that decodes one picture, and is ended when it has, or takes too long. */

import { messageOf } from '@cnn/shapes'
import jpegUrl from '@cwasm/jpeg-turbo/jpeg-turbo.wasm?url'
import pngUrl from '@cwasm/lodepng/lodepng.wasm?url'
import { decodeWith, type Picture } from '@cnn/data'

// Public API

export interface DecodeQuestion {
  readonly bytes: Uint8Array
  /** For the error. */
  readonly name: string
}

export type DecodeAnswer = Picture | { readonly problem: string }

// Implementation

const compile = (url: string) => WebAssembly.compileStreaming(fetch(url))
const answer = (message: DecodeAnswer, transfer: Transferable[] = []) => postMessage(message, { transfer })

addEventListener('message', ({ data: { bytes, name } }: MessageEvent<DecodeQuestion>) => {
  void Promise.all([compile(jpegUrl), compile(pngUrl)])
    .then(([jpeg, png]) => {
      const picture = decodeWith({ jpeg, png }, bytes, name)
      answer(picture, [picture.pixels.buffer as ArrayBuffer])
    })
    .catch((error: unknown) => answer({ problem: messageOf(error) }))
})
