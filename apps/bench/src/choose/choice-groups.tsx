/** @file The networks and the backends that can be chosen. */

import { describeSubject, isNodeBackend, ownBackendIds, suites, usualSubjects, type OwnBackendId } from '@cnn/bench'
import { trained } from '@cnn/trained'
import type { JSX } from 'preact'
import { describeBackend, describeCost, suiteTexts } from './choice-texts.ts'

// Public API

/** Node is not for pages, and engines of others are served by `cnn bench` alone. */
export const pageBackends: readonly OwnBackendId[] = ownBackendIds.filter((id) => !isNodeBackend(id))

const offered = usualSubjects(trained.map(({ network }) => network))

/** CIFAR-10's networks, and those for ImageNet that a small device, too, gets through. */
export const usualNetworks: readonly string[] = offered
  .filter(({ id, suite }) => suite === 'cifar10' || ['alexnet', 'googlenet', 'resnet18'].includes(id))
  .map(({ id }) => id)

interface GroupProps<Id extends string> {
  readonly chosen: readonly Id[]
  readonly change: (chosen: readonly Id[]) => void
}

export const NetworkGroups = (props: GroupProps<string>): JSX.Element => (
  <>
    {suites.map((suite) => (
      <fieldset key={suite}>
        <legend>{suiteTexts[suite].title}</legend>
        <p class="hint">{suiteTexts[suite].note}</p>
        <div class="options">
          {offered
            .filter((subject) => subject.suite === suite)
            .map((subject) => (
              <Option
                key={subject.id}
                name="network"
                value={subject.id}
                title={subject.id}
                note={describeCost(describeSubject(subject))}
                {...props}
              />
            ))}
        </div>
      </fieldset>
    ))}
  </>
)

export const BackendGroup = (props: GroupProps<OwnBackendId>): JSX.Element => (
  <fieldset>
    <legend>Backends</legend>
    <p class="hint">Each network runs on each of them, in a fresh worker; the page goes on answering meanwhile.</p>
    <div class="options">
      {pageBackends.map((id) => {
        const [title, note] = describeBackend(id)
        return <Option key={id} name="backend" value={id} title={title} note={note} {...props} />
      })}
    </div>
  </fieldset>
)

// Implementation

interface OptionProps<Id extends string> extends GroupProps<Id> {
  readonly name: string
  readonly value: Id
  readonly title: string
  readonly note: string
}

const Option = <Id extends string>({ name, value, title, note, chosen, change }: OptionProps<Id>): JSX.Element => (
  <label class="option">
    <input
      type="checkbox"
      name={name}
      value={value}
      checked={chosen.includes(value)}
      onChange={({ currentTarget }) =>
        change(currentTarget.checked ? [...chosen, value] : chosen.filter((id) => id !== value))
      }
    />
    <span>
      <b>{title}</b>
      <small>{note}</small>
    </span>
  </label>
)
