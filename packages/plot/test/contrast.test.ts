import { expect, test } from 'vitest'
import { colours } from '../src/family.ts'
import { ink } from '../src/svg/svg.ts'

/** Contrast of two colours (WCAG 2.2, relative luminance), from 1 to 21. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    }) as [number, number, number]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

test.each(['light', 'dark'] as const)('text can be read on every colour, %s', (theme) => {
  const own = (name: string) => ink[name]![theme === 'light' ? 0 : 1]
  const grounds = [own('ground'), own('paper'), ...Object.values(colours).map((colour) => colour[theme][0])]
  for (const ground of grounds) {
    expect(contrast(own('ink'), ground)).toBeGreaterThan(7)
    expect(contrast(own('dim'), ground)).toBeGreaterThan(4.5)
  }
  expect(contrast(own('ground'), own('ink'))).toBeGreaterThan(7)
})

test.each(['light', 'dark'] as const)('lines can be seen, %s', (theme) => {
  const own = (name: string) => ink[name]![theme === 'light' ? 0 : 1]
  for (const line of [own('wire'), ...Object.values(colours).map((colour) => colour[theme][1])])
    expect(contrast(line, own('ground'))).toBeGreaterThan(3)
})
