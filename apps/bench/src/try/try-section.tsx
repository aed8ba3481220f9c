/** @file Any picture, or what the camera sees, to what a network takes it for, in this browser. */

import { findSubject, subjects, type BackendId } from '@cnn/bench'
import type { Picture } from '@cnn/data'
import { batch } from '@preact/signals'
import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { pageBackends } from '../choose/choice-groups.tsx'
import { describeBackend } from '../choose/choice-texts.ts'
import { Camera } from './camera.tsx'
import { decode, draw } from './decode.ts'
import { GuessList } from './guess-list.tsx'
import { noFiles, useGuess } from './use-guess.ts'
import { WeightsField } from './weights-field.tsx'

// Public API

export function TrySection(): JSX.Element {
  const { network, backend, files, picture, shown, complain } = useGuess()
  const { state, problem, guess } = shown.value
  const problemOf = (field: string) => (problem?.of === field ? problem.text : '')
  const take = (photo: Picture) => (picture.value = photo)
  const open = async ([photo]: Iterable<File>) => {
    if (photo) await decode(photo, photo.name).then(take, complain)
  }
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => acceptDrops(place.current!.closest('section')!, (photos) => void open(photos)), [])
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
          options={useMemo(colourNetworks, [])}
          // Weights are one network's: no other is tried with them.
          change={(id) => batch(() => ((network.value = id), (files.value = noFiles)))}
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
      <WeightsField key={network.value} network={network.value} files={files} problem={problemOf('weights')} />
      <PhotoField take={take} complain={complain} open={open} problem={problemOf('picture')} />
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

/** A photo has three channels; LeNet-5's modern form was trained on such too. */
const colourNetworks = (): [id: string, text: string][] =>
  subjects.filter(({ id }) => findSubject(id).build().input.shape[2] === 3).map(({ id }) => [id, id])

interface SelectProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, text: string])[]
  readonly change: (value: string) => void
  readonly children?: ComponentChildren
}

const Select = ({ id, label, value, options, change, children }: SelectProps): JSX.Element => (
  <div class="field">
    <label for={id}>{label}</label>
    <select id={id} value={value} onChange={({ currentTarget }) => change(currentTarget.value)}>
      {options.map(([one, text]) => (
        <option key={one} value={one} selected={one === value}>
          {text}
        </option>
      ))}
    </select>
    {children}
  </div>
)

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

/** Stopped here, for a picture that is dropped elsewhere is taken for results. Returns what ends it. */
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
