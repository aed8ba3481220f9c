/** @file A dead link is found, to a page and to a place in one. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deadLinks } from './links.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'links-'))
  mkdirSync(join(folder, 'types'))
  writeFileSync(join(folder, 'index.html'), '<a href="types/a.html#x"></a><a href="types/b.html"></a><p id="top"></p>')
  writeFileSync(
    join(folder, 'types', 'a.html'),
    '<a href="../index.html#top"></a><a href="#x"></a><a href="#y"></a><a href="https://b.html"></a><i id="x"></i>',
  )
})

afterAll(() => rmSync(folder, { recursive: true }))

test('links to pages and places that are not there are told', () => {
  expect(deadLinks(folder).sort()).toEqual([
    'index.html: types/b.html leads nowhere',
    `${join('types', 'a.html')}: #y leads nowhere`,
  ])
})
