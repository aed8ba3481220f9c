import { top } from '@cnn/tfjs'
import type { JSX } from 'preact'

interface GuessListProps {
  readonly logits: readonly number[]
  readonly labels: readonly string[]
}

/** The five likeliest classes, each with a bar. */
export const GuessList = ({ logits, labels }: GuessListProps): JSX.Element => (
  <ol class="guesses">
    {top(logits, 5).map(({ class: at, probability }) => (
      <li key={at}>
        <span>{labels[at] ?? `class ${at}`}</span>
        <b>{(probability * 100).toFixed(1)} %</b>
        <meter min={0} max={1} value={probability} aria-hidden="true" />
      </li>
    ))}
  </ol>
)
