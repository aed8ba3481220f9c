import { describe, expect, test } from 'vitest'
import { placeLabels, widthOf } from '../src/chart/labels.ts'

describe('the names beside circles', () => {
  test('cover neither one another nor a centre, nor leave the panel', () => {
    // 18 circles along a line, closer than their names are long.
    const marks = Array.from({ length: 18 }, (_, i) => ({
      x: 30 + i * 14,
      y: 60 + (i % 3) * 9,
      r: 3 + (i % 5) * 3,
      text: `network-${i}`,
    }))
    const placed = placeLabels(marks, 310, 230)
    const boxes = placed.map((label) => {
      if (!label) throw new Error('a name was left out')
      return { left: label.x, right: label.x + widthOf(label.text), top: label.y - 10, bottom: label.y + 3 }
    })
    for (const [i, a] of boxes.entries()) {
      expect(a.left).toBeGreaterThanOrEqual(0)
      expect(a.right).toBeLessThanOrEqual(310)
      expect(a.top).toBeGreaterThanOrEqual(0)
      expect(a.bottom).toBeLessThanOrEqual(230)
      for (const b of boxes.slice(i + 1))
        expect(
          a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top,
          `${i} covers another name`,
        ).toBe(true)
      for (const { x, y } of marks)
        expect(x > a.left && x < a.right && y > a.top && y < a.bottom, `${i} covers a centre`).toBe(false)
    }
  })

  test('stand to the right of a circle that stands alone', () => {
    const [label] = placeLabels([{ x: 50, y: 50, r: 10, text: 'alone' }], 300, 200)
    expect(label!.x).toBeCloseTo(63, 5)
    expect(label!.leader).toBeUndefined()
  })

  test('are left out where there is no room at all', () => {
    expect(placeLabels([{ x: 10, y: 10, r: 3, text: 'far too long for it' }], 20, 20)).toEqual([undefined])
  })
})
