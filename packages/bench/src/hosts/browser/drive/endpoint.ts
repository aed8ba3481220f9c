/**
 * @file The protocol of W3C WebDriver (https://www.w3.org/TR/webdriver2/), as far as it is needed here: JSON over HTTP.
 * Credentials in the address go into a header, and into no message.
 */

import { CnnError, messageOf } from '@cnn/shapes'
import { redacted, withoutSecrets } from '../secrets.ts'

// Public API

/** What the endpoint answered instead of a value; `code` is the standard's, as 'invalid session id'. */
export class WebDriverError extends CnnError {
  override name = 'WebDriverError'
  readonly code: string | undefined
  readonly status: number

  constructor(message: string, { code, status }: { readonly code?: string | undefined; readonly status: number }) {
    super(message)
    this.code = code
    this.status = status
  }
}

/** Where nothing answers at all. */
export class UnreachableError extends CnnError {
  override name = 'UnreachableError'
}

/** Where sessions are had. */
export class Endpoint {
  /** The address without its credentials, as it is told. */
  readonly shown: string
  readonly #base: string
  readonly #headers: Record<string, string>
  readonly #secrets: readonly string[]

  /** `secrets` are words that no message may hold. Throws TypeError where the address is none. */
  constructor(address: string, secrets: readonly string[] = []) {
    const url = new URL(address)
    const [user, key] = [decodeURIComponent(url.username), decodeURIComponent(url.password)]
    const authorization = Buffer.from(`${user}:${key}`).toString('base64')
    this.shown = redacted(address)
    this.#secrets = [...secrets, key, url.password, ...(user || key ? [authorization] : [])].filter(Boolean)
    this.#headers = {
      'content-type': 'application/json; charset=utf-8',
      ...((user || key) && { authorization: `Basic ${authorization}` }),
    }
    url.username = url.password = url.hash = ''
    this.#base = url.href.replace(/\/+$/, '')
  }

  /** The value of the answer. Throws WebDriverError or UnreachableError. */
  async send<T>(method: 'GET' | 'POST' | 'DELETE', path: string, { body, seconds }: Request): Promise<T> {
    const answer = await this.#answer(method, path, { body, seconds })
    const value: unknown = answer.json?.['value']
    if (answer.ok && answer.json) return value as T
    const { error, message } = Object(value) as { error?: string; message?: string }
    const said = error === undefined ? answer.text : described(error, firstLine(message ?? ''))
    throw new WebDriverError(this.#plain(said.trim().slice(0, 300) || `status ${answer.status}`), {
      code: error,
      status: answer.status,
    })
  }

  async #answer(method: string, path: string, { body, seconds }: Request): Promise<Answer> {
    try {
      const response = await fetch(`${this.#base}${path}`, {
        method,
        headers: this.#headers,
        signal: AbortSignal.timeout(seconds * 1000),
        ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
      })
      const text = await response.text()
      return { ok: response.ok, status: response.status, text, json: parse(text) }
    } catch (error) {
      const late = error instanceof DOMException && error.name === 'TimeoutError'
      throw new UnreachableError(late ? `no answer within ${seconds} s` : this.#plain(why(error)), { cause: error })
    }
  }

  #plain(text: string): string {
    return withoutSecrets(text, this.#secrets)
  }
}

// Implementation

interface Request {
  readonly body?: unknown
  /** How long the answer is waited for. */
  readonly seconds: number
}

interface Answer {
  readonly ok: boolean
  readonly status: number
  readonly text: string
  readonly json: Record<string, unknown> | undefined
}

/** Chrome's driver begins its messages with the code, twice where it knows no better. */
const described = (code: string, message: string): string => {
  const rest = message.replaceAll(`${code}: `, '').replace(/[:\s]+$/, '')
  return rest === '' || rest === code ? code : `${code}: ${rest}`
}

const firstLine = (text: string): string => text.split('\n', 1)[0]!

/** An object, or undefined: proxies and servers of other kinds answer with pages. */
function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'value' in value ? { ...value } : undefined
  } catch {
    return undefined
  }
}

/** `fetch` says "fetch failed", and its cause says why. */
function why(error: unknown): string {
  const { cause } = Object(error) as { cause?: unknown }
  return cause === undefined ? messageOf(error) : messageOf(cause) || String(Object(cause).code)
}
