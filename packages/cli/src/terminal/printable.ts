/** A text from a stranger's file as one line of a terminal: control characters would clear it, or name its window. */
export const printable = (text: string, most = 200): string => {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`
}
