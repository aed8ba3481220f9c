import { expect, test } from 'vitest'
import { nearest } from '../../src/terminal/nearest.ts'

const known = ['alexnet', 'resnet18', 'resnet20', 'resnet50', 'vgg16']

test.for([
  ['resnet5', ['resnet50', 'resnet18', 'resnet20']],
  ['ResNet50', ['resnet50', 'resnet20', 'resnet18']],
  ['vgg', ['vgg16']],
  ['alxenet', ['alexnet']],
  ['res', ['resnet18', 'resnet20', 'resnet50']],
  ['xyzzy', []],
  ['', []],
] as const)('%s is near to %j', ([word, near]) => {
  expect(nearest(word, known)).toEqual(near)
})
