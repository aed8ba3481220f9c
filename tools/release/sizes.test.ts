import { expect, test } from 'vitest'
import { toSizes, tooHeavy } from './sizes.ts'

const weight = { packages: 30, megabytes: 50, besideTfjs: 11, besideTfjsAndBrowser: 11 }
const known = { '@cnn/bench': { ...weight, aims: { besideTfjs: 15 } } }

test('a tenth more is allowed, and more than that is told with the way out', () => {
  expect(tooHeavy(known, new Map([['@cnn/bench', { ...weight, megabytes: 55 }]]))).toEqual([])
  expect(tooHeavy(known, new Map([['@cnn/bench', { ...weight, megabytes: 55.2 }]]))).toEqual([
    '@cnn/bench is 55.2 MB installed, not 50; if that is meant: pnpm release:try --update',
  ])
  expect(tooHeavy(known, new Map([['@cnn/new', weight]]))).toEqual([
    '@cnn/new is 50.0 MB installed, not known; if that is meant: pnpm release:try --update',
  ])
})

test('an aim holds even where the table is written anew', () => {
  const weights = new Map([['@cnn/bench', { ...weight, besideTfjs: 15.04 }]])
  const anew = toSizes(known, weights)
  expect(anew['@cnn/bench']).toEqual({ ...weight, besideTfjs: 15, aims: { besideTfjs: 15 } })
  expect(tooHeavy(anew, weights)).toEqual(['@cnn/bench is 15.0 MB installed (besideTfjs), and is to be under 15'])
})
