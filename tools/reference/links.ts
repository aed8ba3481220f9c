/**
 * @file Refuses a link to a page or a place in it that the reference does not have.
 * Usage: node tools/reference/links.ts FOLDER
 */

import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

// Public API

/** One line for each dead link among the pages of a folder. Links to other sites are not followed. */
export function deadLinks(folder: string): string[] {
  const pages = new Map(
    globSync('**/*.html', { cwd: folder }).map((page) => [page, readFileSync(join(folder, page), 'utf8')]),
  )
  const places = new Map([...pages].map(([page, html]) => [page, new Set(valuesOf(html, 'id'))]))
  return [...pages].flatMap(([page, html]) =>
    valuesOf(html, 'href')
      .filter((href) => !/^[a-z]+:/.test(href))
      .flatMap((href) => {
        const [path = '', place] = href.split('#')
        const target = path === '' ? page : normalize(join(dirname(page), path))
        if (!target.endsWith('.html')) return []
        const known = places.get(target)
        const there =
          known !== undefined && (place === undefined || place === '' || known.has(decodeURIComponent(place)))
        return there ? [] : [`${page}: ${href} leads nowhere`]
      }),
  )
}

// Implementation

const valuesOf = (html: string, attribute: string): string[] =>
  [...html.matchAll(new RegExp(` ${attribute}="([^"]*)"`, 'g'))].map(([, value = '']) => value.replaceAll('&amp;', '&'))

if (import.meta.main) {
  const [folder] = process.argv.slice(2)
  if (folder === undefined) throw new Error('usage: node tools/reference/links.ts FOLDER')
  const found = deadLinks(folder)
  for (const line of found) console.error(line)
  process.exitCode = Number(found.length > 0)
}
