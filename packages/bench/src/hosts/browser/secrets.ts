/** @file Addresses hold credentials, and messages go into logs. */

// Public API

/** The address without credentials and query, both of which services take keys in; what is no address is cut short. */
export function redacted(address: string): string {
  const parts = /^(\w+:\/\/)(?:[^/?#]*@)?([^?#]*)/.exec(address)
  return parts ? `${parts[1]}${parts[2]}` : address.replace(/[?#].*$/, '').replace(/^.*@/, '')
}

/** The text with each secret left out. */
export const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  secrets.filter(Boolean).reduce((rest, secret) => rest.replaceAll(secret, '…'), text)

/** The texts in a tree of data that its keys call secret. */
export function secretsIn(data: unknown, isSecret = false): string[] {
  if (typeof data === 'string') return isSecret ? [data] : []
  if (typeof data !== 'object' || data === null) return []
  return Object.entries(data).flatMap(([key, value]) =>
    secretsIn(value, isSecret || /key|token|secret|password/i.test(key)),
  )
}
