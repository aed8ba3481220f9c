/** @file Elements in one call. */

type Value = string | number | boolean | ((event: Event) => void)

/** Functions are listeners (`onclick`), true and false set and leave out an attribute, strings are text and never markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Value>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes))
    if (typeof value === 'function') element.addEventListener(name.slice(2), value)
    else if (value !== false) element.setAttribute(name, value === true ? '' : String(value))
  element.append(...children)
  return element
}

/** A list of terms, each with what it is. */
export const facts = (
  pairs: readonly (readonly [term: string, ...descriptions: (Node | string)[]])[],
): HTMLDListElement =>
  h(
    'dl',
    { class: 'facts' },
    ...pairs.map(([term, ...descriptions]) => h('div', {}, h('dt', {}, term), h('dd', {}, ...descriptions))),
  )
