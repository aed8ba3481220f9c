/** @file Text that is put into Markdown. */

/** A row of a table. */
export const markdownLine = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`

/** With nothing in it that Markdown or HTML would take for its own. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/(?<!\\)([|*_`~[\]])/g, '\\$1')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
