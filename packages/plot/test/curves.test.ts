import { expect, test } from 'vitest'
import { curves } from '@cnn/plot'

const rising = {
  name: 'a <b> & c',
  epochs: [
    { epoch: 1, trainAccuracy: 0.4, testAccuracy: 0.5 },
    { epoch: 2, trainAccuracy: 0.6, testAccuracy: 0.7 },
    { epoch: 3, trainAccuracy: 0.8, testAccuracy: 0.75 },
  ],
}

test('a run is drawn from the lowest tenth to 100 %, its epochs side by side', () => {
  const svg = curves([rising])
  // Epochs 1 to 3 are at x = 52, 178, 304; 40 % to 100 % at y = 216 to 40, so that a tenth is 29.3.
  expect(svg).toContain('points="52.0,216.0 178.0,157.3 304.0,98.7"')
  expect(svg).toContain('points="52.0,186.7 178.0,128.0 304.0,113.3"')
  expect(svg).toContain('>a &lt;b&gt; &amp; c: 75.00 %</text>')
})

test('panels stand side by side, and below when a row is full', () => {
  const svg = curves([rising, rising, rising], { columns: 2 })
  expect(svg).toContain('viewBox="0 0 720 520"')
  expect([...svg.matchAll(/translate\((\d+ \d+)\)/g)].map(([, at]) => at)).toEqual(['0 0', '360 0', '0 260'])
})

test('one epoch is a point and no error; none is an error', () => {
  expect(curves([{ name: 'short', epochs: rising.epochs.slice(0, 1) }])).toContain('<circle cx="52.0"')
  expect(() => curves([{ name: 'none', epochs: [] }])).toThrow('the run none has no epoch to draw')
  expect(() => curves([])).toThrow('there is no run to draw')
})

test('as it is committed', async () => {
  await expect(curves([rising])).toMatchFileSnapshot('pictures/curves.svg')
})
