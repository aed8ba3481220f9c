import type { ComponentChildren, JSX } from 'preact'

interface SelectProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, text: string])[]
  readonly change: (value: string) => void
  readonly children?: ComponentChildren
}

/** One of several, under a label; what is said of it goes below. */
export const Select = ({ id, label, value, options, change, children }: SelectProps): JSX.Element => (
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
