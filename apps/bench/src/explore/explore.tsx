/** @file Any network of the zoo, at any size, as arithmetic tells it: nothing is measured here. */

import {
  formatBytes,
  formatCount,
  formatMagnitude,
  formatShape,
  macs,
  memory,
  params,
  receptiveField,
  select,
  ShapeError,
  summary,
  type Network,
} from '@cnn/shapes'
import { zoo } from '@cnn/zoo'
import { useSignal, type Signal } from '@preact/signals'
import type { JSX } from 'preact'
import { Facts } from '../facts.tsx'
import { LayerTable } from './layer-table.tsx'

// Public API

export function Explore(): JSX.Element {
  const name = useSignal('resnet50')
  const size = useSignal<number | undefined>(undefined)
  const classes = useSignal<number | undefined>(undefined)
  const { build } = zoo.find(({ id }) => id === name.value)!
  const standard = build()
  const net = attempt(() =>
    select(build({ ...given('size', size.value), ...given('classes', classes.value) }), 'logits'),
  )
  // The field at fault is the one that fails alone.
  const invalid = (option: string, value: number | undefined) =>
    attempt(() => build(given(option, value))) instanceof Error
  return (
    <>
      <p class="hint">
        Computed from the graph of layers, for one image; nothing is run. Leave a field empty for what the paper has.
      </p>
      <div class="fields">
        <div class="field wide">
          <label for="explored">Network</label>
          <select id="explored" value={name.value} onInput={({ currentTarget }) => (name.value = currentTarget.value)}>
            {zoo.map(({ id, paper }) => (
              <option key={id} value={id} selected={id === name.value}>{`${id} (${paper})`}</option>
            ))}
          </select>
        </div>
        <Whole
          id="size"
          label="Image size, pixels"
          value={size}
          usual={standard.input.shape[0]}
          invalid={invalid('size', size.value)}
        />
        <Whole
          id="classes"
          label="Classes"
          value={classes}
          usual={standard.outputs['logits'].shape.at(-1)!}
          invalid={invalid('classes', classes.value)}
        />
      </div>
      <p class="problem" id="explore-problem" role="alert">
        {net instanceof Error ? net.message : ''}
      </p>
      {!(net instanceof Error) && (
        <>
          <Overview net={net} />
          <LayerTable network={name.value} layers={summary(net)} />
        </>
      )}
    </>
  )
}

// Implementation

interface WholeProps {
  readonly id: string
  readonly label: string
  readonly value: Signal<number | undefined>
  /** What the network has without it. */
  readonly usual: number
  readonly invalid: boolean
}

const Whole = ({ id, label, value, usual, invalid }: WholeProps): JSX.Element => (
  <div class="field">
    <label for={id}>{label}</label>
    <input
      type="number"
      id={id}
      step="any"
      inputMode="numeric"
      placeholder={String(usual)}
      aria-describedby="explore-problem"
      aria-invalid={invalid}
      onInput={({ currentTarget }) => (value.value = numberIn(currentTarget))}
    />
  </div>
)

/** What is no number at all becomes NaN, which the network's own error names. */
const numberIn = ({ value, validity }: HTMLInputElement): number | undefined =>
  value === '' ? (validity.badInput ? NaN : undefined) : Number(value)

function attempt(build: () => Network): Network | ShapeError {
  try {
    return build()
  } catch (error) {
    if (error instanceof ShapeError) return error
    throw error
  }
}

/** An absent option is not one that is undefined. */
const given = (option: string, value: number | undefined) => (value === undefined ? {} : { [option]: value })

function Overview({ net }: { readonly net: Network }): JSX.Element {
  const { size, stride, aligned } = receptiveField(net)
  const { parameters, activations, peak } = memory(net)
  const union = aligned ? '' : '; a union, since its paths differ'
  return (
    <Facts
      of={[
        ['Parameters', formatCount(params(net)), <small>{formatBytes(parameters)} in float32</small>],
        [
          'Multiply-accumulates',
          formatMagnitude(macs(net)),
          <small>{formatCount(macs(net))}, in convolutions and dense layers</small>,
        ],
        [
          'Input and output',
          `${formatShape(net.input.shape)}, then ${formatShape(net.outputs['logits']!.shape)}`,
          <small>{net.nodes.length} nodes</small>,
        ],
        [
          'Receptive field',
          `${formatShape(size)} pixels`,
          <small>{`of the last feature map, every ${formatShape(stride)}${union}`}</small>,
        ],
        [
          'Activations',
          `${formatBytes(peak)} at once`,
          <small>{formatBytes(activations)} if all are kept, as training does</small>,
        ],
      ]}
    />
  )
}
