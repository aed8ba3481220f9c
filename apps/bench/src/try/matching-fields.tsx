/** @file The fields for what the names in the visitor's files leave open; none where they leave nothing. */

import { printable } from '@cnn/shapes'
import type { Signal } from '@preact/signals'
import type { JSX } from 'preact'
import type { ChosenFiles } from './choose-weights.ts'
import type { By, Matching, Open } from './matching.ts'
import { Select } from './select.tsx'

// Public API

interface MatchingFieldsProps {
  readonly files: Signal<ChosenFiles>
  readonly open: Open
}

export function MatchingFields({ files, open: { sets, ways } }: MatchingFieldsProps): JSX.Element {
  const { matching } = files.value
  const change = (part: Partial<Matching>) =>
    (files.value = { ...files.value, matching: { ...files.value.matching, ...part } })
  return (
    <div class="fields" hidden={sets.length < 2 && ways.length === 0 && matching.by === 'names'}>
      {sets.length > 1 && (
        <Select
          id="try-set"
          label="Set of tensors"
          value={String(matching.set === undefined ? -1 : sets.indexOf(matching.set))}
          options={[['-1', 'that which fits best'], ...sets.map(setOption)]}
          change={(at) => change({ set: sets[Number(at)] })}
        >
          <p class="hint">The file holds several.</p>
        </Select>
      )}
      {(ways.length > 0 || matching.by !== 'names') && (
        <Select
          id="try-match"
          label="Which tensor is which"
          value={matching.by}
          options={choices}
          change={(by) => change({ by: by as By })}
        >
          <p class="hint">{hints[matching.by]}</p>
        </Select>
      )}
      {matching.by === 'map' && (
        <div class="field">
          <label for="try-map">List of names</label>
          <input
            type="file"
            id="try-map"
            accept=".json,.txt"
            onChange={({ currentTarget: { files: chosen } }) => chosen?.[0] && change({ map: chosen[0] })}
          />
          <p class="hint">
            Two names a line, the file’s and the network’s, of tensors or of layers: my_head fc. Or JSON with the same.
          </p>
        </div>
      )}
    </div>
  )
}

// Implementation

const setOption = (set: string, at: number): [string, string] => [
  String(at),
  set === '' ? 'the outermost' : printable(set),
]

const choices: readonly (readonly [By, string])[] = [
  ['names', 'by their names'],
  ['order', 'by their order'],
  ['map', 'by a list of names'],
]

const hints: Readonly<Record<By, string>> = {
  names: 'Where the names are not known, the order of the tensors or a list of names can tell.',
  order: 'One after the other, in the order of the network’s layers, whatever their names.',
  map: 'For names that are not known; all others stay.',
}
