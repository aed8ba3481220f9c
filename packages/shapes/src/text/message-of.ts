/** What went wrong, in words. Errors of another realm, a frame say, are no instances of this one's Error. */
export function messageOf(error: unknown): string {
  const { message } = (error ?? {}) as { message?: unknown }
  return typeof message === 'string' && message !== '' ? message : String(error)
}
