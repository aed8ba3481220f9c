/** @file Elements of HTML and SVG as text. What reaches a page from outside passes through here, and is escaped. */

// Public API

export type Attributes = Readonly<Record<string, string | number | undefined>>

/** An element: attribute values are escaped, children have to be markup already. */
export function element(name: string, attributes: Attributes = {}, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeMarkup(typeof value === 'number' ? round(value) : value!)}"`)
  const start = `<${name}${written.join('')}`
  return children.length > 0 ? `${start}>${children.join('')}</${name}>` : `${start}/>`
}

/** Text as markup: nothing in it is a tag, an entity or a character that XML forbids. */
export const escapeMarkup = (text: string): string =>
  text
    // oxlint-disable-next-line no-control-regex -- XML 1.0 has no way to write them
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ')
    .replace(/[&<>"']/g, (found) => entities[found]!)

/** JSON for the inside of a script element, which a `</script>` in a text must not end. */
export const scriptJson = (value: unknown): string => JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, unicode)

// Implementation

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const unicode = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** A thousandth of a pixel is enough, and keeps pictures equal on every machine. */
const round = (value: number): string => String(Math.round(value * 1000) / 1000)
