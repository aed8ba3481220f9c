/** @file What the camera sees: a look through it, then one picture. The camera is off before and after. */

import type { Picture } from '@cnn/data'
import { h } from '../h.ts'
import { pixelsOf } from './decode.ts'

// Public API

export function cameraButton(take: (picture: Picture) => void, complain: (error: unknown) => void): HTMLElement[] {
  const video = h('video', { class: 'photo', hidden: true, autoplay: true, muted: true, playsinline: true })
  const button = h('button', { type: 'button', onclick: () => void press() }, 'Use the camera')
  let stream: MediaStream | undefined

  const press = async () => {
    try {
      if (stream) {
        take(pixelsOf(video, video.videoWidth, video.videoHeight))
        return end()
      }
      // Absent on pages that are neither https nor localhost.
      if (!('mediaDevices' in navigator)) throw new Error('this page may not use a camera: it needs https or localhost')
      stream = await navigator.mediaDevices
        .getUserMedia({ video: { facingMode: 'environment' } })
        .catch((error: unknown) => {
          throw new Error(`no picture from a camera: ${error instanceof Error ? error.message : String(error)}`)
        })
      video.srcObject = stream
      video.hidden = false
      button.textContent = 'Take the picture'
    } catch (error) {
      end()
      complain(error)
    }
  }
  const end = () => {
    for (const track of stream?.getTracks() ?? []) track.stop()
    stream = undefined
    video.hidden = true
    button.textContent = 'Use the camera'
  }
  return [button, video]
}
