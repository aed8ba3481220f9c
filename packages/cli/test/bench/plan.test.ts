import { describeSubject, findSubject } from '@cnn/bench'
import { trained } from '@cnn/trained'
import { zoo } from '@cnn/zoo'
import { expect, test } from 'vitest'
import { makePlan, type PlanOptions } from '../../src/bench/plan.ts'

const networks = (options: Partial<PlanOptions>) => makePlan({ budget: 1, seed: 1, ...options }).networks

const small = trained.map(({ network }) => network)
const large = ['alexnet', 'googlenet', 'resnet18', 'densenet121', 'resnet50', 'vgg16']

test('unless others are named, all with trained weights are measured, and for ImageNet one of each kind', () => {
  expect(networks({})).toEqual([...small, ...large])
})

test('a suite is those of them for its images', () => {
  expect(networks({ suite: 'cifar10' })).toEqual(small)
  expect(networks({ suite: 'imagenet' })).toEqual(large)
})

test('any network of the zoo can be named', () => {
  const every = zoo.map(({ id }) => id)
  expect(networks({ networks: every.join(',') })).toEqual(every)
  expect(networks({ networks: 'preact-resnet164, densenet-bc100-12' })).toEqual([
    'preact-resnet164',
    'densenet-bc100-12',
  ])
})

test('all of a suite: small images or large ones, with or without trained weights', () => {
  const cifar = networks({ networks: 'all', suite: 'cifar10' })
  const imagenet = networks({ networks: 'all', suite: 'imagenet' })
  expect(cifar).toEqual(
    expect.arrayContaining(['lenet5', 'nin-cifar100', 'resnet1202', 'preact-resnet1001', 'densenet-bc190-40']),
  )
  expect(imagenet).toEqual(expect.arrayContaining(['zfnet', 'inception-v4', 'resnet152-v1', 'densenet264']))
  expect([...cifar, ...imagenet].sort()).toEqual(networks({ networks: 'all' }).toSorted())
  const of32 = zoo.filter(({ build }) => build().input.shape[0] === 32)
  expect(cifar).toEqual(of32.map(({ id }) => id))
})

test('a name that is none is refused with those near it', () => {
  expect(() => networks({ networks: 'resnet5' })).toThrow("unknown network 'resnet5'; did you mean")
  expect(() => networks({ networks: '' })).toThrow('no network is named')
})

test('a suite beside named networks is refused', () => {
  expect(() => networks({ networks: 'resnet20,vgg16', suite: 'cifar10' })).toThrow('leave out one of the two')
})

test('other images than the usual ones stand behind the name, and have no accuracy to measure', () => {
  const chosen = { networks: 'resnet50,resnet20' }
  expect(networks({ ...chosen, size: 160 })).toEqual(['resnet50@160x160', 'resnet20@160x160'])
  expect(networks({ ...chosen, size: [224, 320], channels: 1 })).toEqual(['resnet50@224x320x1', 'resnet20@224x320x1'])
  expect(networks({ ...chosen, size: 32 })).toEqual(['resnet50@32x32', 'resnet20'])
  const narrow = findSubject('resnet50@160x96x1')
  expect(narrow.build().input.shape).toEqual([160, 96, 1])
  expect(describeSubject(findSubject('vgg16@64x64'))).toMatchObject({ network: 'vgg16@64x64', input: [64, 64, 3] })
  // torchvision's counts without its auxiliary heads, which such small images have no room for (203,525,728 of 75²).
  expect(networks({ networks: 'inception-v3', size: 75 })).toEqual(['inception-v3@75x75'])
  expect(describeSubject(findSubject('inception-v3@75x75')).macs).toBe(203_525_728)
})

test('images that are too narrow for a network are refused before anything is measured', () => {
  expect(() => networks({ networks: 'resnet20,alexnet', size: 20 })).toThrow(/alexnet cannot be built so: maxPool/)
  expect(() => findSubject('resnet5@64x64')).toThrow("there is no network 'resnet5@64x64'")
})
