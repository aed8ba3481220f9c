/** The bytes at a URL. Throws an error that names it where the server has none. */
export const fetched = (url: string): Promise<Uint8Array> => fetchWith(url, {})

/** The first bytes at a URL, or more where the server cannot cut them off. */
export const fetchedStart = (url: string, bytes: number): Promise<Uint8Array> =>
  fetchWith(url, url.startsWith('http') ? { headers: { Range: `bytes=0-${bytes - 1}` } } : {})

async function fetchWith(url: string, how: RequestInit): Promise<Uint8Array> {
  const response = await fetch(url, how)
  if (!response.ok) throw new Error(`${url} could not be fetched: ${response.status} ${response.statusText}`)
  return new Uint8Array(await response.arrayBuffer())
}
