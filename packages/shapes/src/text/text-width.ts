/** @file How wide a text will be in a picture that is drawn where nothing can measure it. */

// Public API

/**
 * Arial, or any face of its metrics; any monospaced face; or what the reader's system has, of which DejaVu Sans is
 * about the widest.
 */
export type Face = 'arial' | 'mono' | 'any'

/** In pixels, at a size in pixels: of Arial rounded up, so that the text fits; of any face to about a twentieth. */
export function textWidth(text: string, size: number, face: Face): number {
  let width = 0
  for (const character of text) width += ems[face](character)
  return width * size
}

// Implementation

/** The width of a character, by the class that it belongs to. */
const ems: Readonly<Record<Face, (character: string) => number>> = {
  arial(character) {
    if (/[\dA-Z×+·–…]/.test(character)) return /[MWGOQ…]/.test(character) ? 0.86 : /\d/.test(character) ? 0.57 : 0.7
    if (/[ijl|.,:;'! ]/.test(character)) return 0.29
    if (/[ftr()[\]/-]/.test(character)) return 0.36
    if (/[mw→%@]/.test(character)) return 0.88
    return character.codePointAt(0)! > 0x2e7f ? 1.05 : 0.58
  },
  mono: () => 0.61,
  any(character) {
    if (/[iljtfr.,:;|!'()[\] -]/.test(character)) return 0.37
    if (/[mwMW%@—]/.test(character)) return 0.92
    if (/[A-Z]/.test(character)) return 0.7
    return /[\u1100-\u{10ffff}]/u.test(character) ? 1.05 : 0.58
  },
}
