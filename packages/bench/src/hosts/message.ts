/** What went wrong, in words. Errors of a frame are no instances of this page's Error. */
export function messageOf(error: unknown): string {
  const { message } = (error ?? {}) as { message?: unknown }
  return typeof message === 'string' && message !== '' ? message : String(error)
}
