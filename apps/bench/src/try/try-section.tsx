/** @file Any picture, or what the camera sees, to what a network takes it for, in this browser. */

import { subjects, type BackendId } from '@cnn/bench'
import type { Picture } from '@cnn/data'
import type { JSX } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { pageBackends } from '../choose/choice-groups.tsx'
import { describeBackend } from '../choose/choice-texts.ts'
import { Camera } from './camera.tsx'
import { decode, draw } from './decode.ts'
import { GuessList } from './guess-list.tsx'
import { Select } from './select.tsx'
import { useGuess } from './use-guess.ts'
import { WeightsField } from './weights-field.tsx'

// Public API

export function TrySection(): JSX.Element {
  const { network, backend, files, open, picture, shown, choose, complain } = useGuess()
  const { state, problem, guess } = shown.value
  const problemOf = (field: string) => (problem?.of === field ? problem.text : '')
  const take = (photo: Picture) => (picture.value = photo)
  const read = async ([photo]: Iterable<File>) => {
    if (photo) await decode(photo, photo.name).then(take, complain)
  }
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => acceptDrops(place.current!.closest('section')!, (photos) => void read(photos)), [])
  return (
    <div ref={place}>
      <p class="hint">
        Choose or drop a picture, or use the camera. It stays in this browser. Networks for CIFAR-10 know ten things:
        airplanes, automobiles, birds, cats, deer, dogs, frogs, horses, ships and trucks.
      </p>
      <div class="fields">
        <Select
          id="try-network"
          label="Network to try"
          value={network.value}
          options={useMemo(networks, [])}
          change={choose}
        />
        <Select
          id="try-backend"
          label="Backend"
          value={backend.value}
          options={pageBackends.map((id) => [id, describeBackend(id)[0]])}
          change={(id) => (backend.value = id as BackendId)}
        >
          <p class="problem" role="alert">
            {problemOf('backend')}
          </p>
        </Select>
      </div>
      <WeightsField
        key={network.value}
        network={network.value}
        files={files}
        open={open}
        problem={problemOf('weights')}
        notes={shown.value.notes ?? []}
      />
      <PhotoField take={take} complain={complain} open={read} problem={problemOf('picture')} />
      <div class="tried">
        <Photo picture={picture.value} />
        <div>
          <p class="hint" role="status">
            {state}
          </p>
          {guess && <GuessList {...guess} />}
        </div>
      </div>
    </div>
  )
}

// Implementation

const networks = (): [id: string, text: string][] => subjects.map(({ id }) => [id, id])

interface PhotoFieldProps {
  readonly take: (photo: Picture) => void
  readonly open: (photos: Iterable<File>) => Promise<void>
  readonly complain: (error: unknown) => void
  readonly problem: string
}

const PhotoField = ({ take, open, complain, problem }: PhotoFieldProps): JSX.Element => (
  <div class="field">
    <label for="try-photo">Picture</label>
    <input
      type="file"
      id="try-photo"
      accept="image/*"
      aria-describedby="try-problem"
      onChange={({ currentTarget }) =>
        void open([...(currentTarget.files ?? [])]).then(() => (currentTarget.value = ''))
      }
    />
    <div class="buttons">
      <Camera take={take} complain={complain} />
    </div>
    <p class="problem" role="alert" id="try-problem">
      {problem}
    </p>
  </div>
)

function Photo({ picture }: { readonly picture: Picture | undefined }): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (picture) draw(picture, canvas.current!)
  }, [picture])
  return <canvas ref={canvas} class="photo" hidden={!picture} role="img" aria-label="the picture" />
}

/**
 * Takes pictures that are dropped on this section, before the page takes them for results. Call what it returns to end
 * this.
 */
function acceptDrops(section: HTMLElement, open: (photos: Iterable<File>) => void): () => void {
  const drop = (event: DragEvent) => {
    const photos = event.dataTransfer?.files ?? []
    if (photos.length === 0) return
    event.preventDefault()
    event.stopPropagation()
    document.body.classList.remove('dropping')
    open(photos)
  }
  section.addEventListener('drop', drop)
  return () => section.removeEventListener('drop', drop)
}
