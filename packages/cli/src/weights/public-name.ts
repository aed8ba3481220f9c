/** @file What may be told of a source in a file that is given away. */

// Public API

/**
 * Of a path its last part, since the folders are this machine's. Of a URL what is no secret: neither user and password,
 * nor what follows the path, which may be a token. `trained`, `npm:PACKAGE` and names of data sets stay.
 */
export function publicName(source: string): string {
  if (/^(https?|file):\/\//i.test(source) && URL.canParse(source)) {
    const { protocol, host, pathname } = new URL(source)
    return protocol === 'file:' ? lastPart(pathname) : `${protocol}//${host}${pathname}`
  }
  return source.startsWith('npm:') ? source : lastPart(source)
}

// Implementation

const lastPart = (path: string) => path.split(/[\\/]/).findLast(Boolean) ?? path
