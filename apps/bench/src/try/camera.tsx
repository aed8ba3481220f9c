/** @file What the camera sees: a look through it, then one picture. The camera is off before and after. */

import type { Picture } from '@cnn/data'
import { messageOf } from '@cnn/shapes'
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { pixelsOf } from './decode.ts'

// Public API

interface CameraProps {
  readonly take: (picture: Picture) => void
  readonly complain: (error: unknown) => void
}

export function Camera({ take, complain }: CameraProps): JSX.Element {
  const stream = useSignal<MediaStream | undefined>(undefined)
  const video = useRef<HTMLVideoElement>(null)
  const end = () => {
    for (const track of stream.value?.getTracks() ?? []) track.stop()
    stream.value = undefined
  }
  const press = async () => {
    try {
      if (stream.value) {
        const { videoWidth, videoHeight } = video.current!
        take(pixelsOf(video.current!, videoWidth, videoHeight))
        end()
      } else stream.value = await askForCamera()
    } catch (error) {
      end()
      complain(error)
    }
  }
  useEffect(() => {
    video.current!.srcObject = stream.value ?? null
  }, [stream.value])
  return (
    <>
      <button type="button" onClick={() => void press()}>
        {stream.value ? 'Take the picture' : 'Use the camera'}
      </button>
      <video ref={video} class="photo" hidden={!stream.value} autoplay muted playsInline />
    </>
  )
}

// Implementation

async function askForCamera(): Promise<MediaStream> {
  // Absent on pages that are neither https nor localhost.
  if (!('mediaDevices' in navigator)) throw new Error('this page may not use a camera: it needs https or localhost')
  return navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).catch((error: unknown) => {
    throw new Error(`no picture from a camera: ${messageOf(error)}`)
  })
}
