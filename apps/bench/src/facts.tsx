/** @file A list of terms, each with what it is. */

import { Fragment, type ComponentChildren, type JSX } from 'preact'

type Fact = readonly [term: string, ...descriptions: ComponentChildren[]]

export const Facts = ({ of }: { readonly of: readonly Fact[] }): JSX.Element => (
  <dl class="facts">
    {of.map(([term, ...descriptions]) => (
      <div key={term}>
        <dt>{term}</dt>
        <dd>
          {descriptions.map((part, i) => (
            <Fragment key={i}>{part}</Fragment>
          ))}
        </dd>
      </div>
    ))}
  </dl>
)
