/** @file A network layer by layer, in a box of its own, since some have hundreds. */

import { formatCount, formatShape, type Layer } from '@cnn/shapes'
import type { JSX } from 'preact'

// Public API

interface LayerTableProps {
  readonly network: string
  readonly layers: readonly Layer[]
}

/** A layer without any parameters has none written: zeros would drown the figures. */
export const LayerTable = ({ network, layers }: LayerTableProps): JSX.Element => (
  <div class="scroll tall" role="region" aria-label={`Layers of ${network}`} tabindex={0}>
    <table>
      <thead>
        <tr>
          {columns.map(([text, kind]) => (
            <th key={text} scope="col" class={kind}>
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {layers.map(({ name, kind, output, parameters, macs }) => (
          <tr key={name}>
            <th scope="row" class="network left">
              {name}
            </th>
            <td class="left">{kind}</td>
            <td class="left">{formatShape(output)}</td>
            <td>{parameters > 0 ? formatCount(parameters) : ''}</td>
            <td>{macs > 0 ? formatCount(macs) : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

// Implementation

const columns = [
  ['layer', 'network left'],
  ['kind', 'left'],
  ['output', 'left'],
  ['parameters', 'right'],
  ['MACs', 'right'],
] as const
