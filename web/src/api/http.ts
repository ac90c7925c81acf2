// SPDX-License-Identifier: Apache-2.0
// One way to ask the server. Reading: `get('/targets')`. Changing: `change('POST', '/facts', {...})`
// with the session's token and an Idempotency-Key. Every failure is a `Problem`.
import { language } from '@/i18n/language'

import { parseExact } from './exact'
import { noAnswer, strangeAnswer, toProblem } from './problem'

const root = '/api/v1'

export interface Answer<T> {
  data: T
  etag: string | null
  status: number
}

// Set by session.ts; changes are refused without it.
let csrfToken: string | null = null
export function useCsrfToken(token: string | null): void {
  csrfToken = token
}

// A fresh key for one intended change. Keep it when the same change is tried again, so that a
// request whose answer was lost is not done twice.
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function ask<T>(path: string, init: RequestInit): Promise<Answer<T>> {
  const headers = new Headers(init.headers)
  headers.set('Accept', 'application/json')
  headers.set('Accept-Language', language.value === 'zh' ? 'zh-CN' : 'en')
  let response: Response
  let text: string
  try {
    response = await fetch(root + path, { ...init, headers, credentials: 'same-origin' })
    text = await response.text()
  } catch (error) {
    // A page that was left aborts its requests; that is no failure to be shown.
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw noAnswer()
  }
  let body: unknown = null
  if (text !== '') {
    try {
      body = parseExact(text)
    } catch {
      throw strangeAnswer(response.status)
    }
  }
  if (!response.ok) throw toProblem(body, response.status)
  return { data: body as T, etag: response.headers.get('ETag'), status: response.status }
}

export type Query = Record<string, string | number | boolean | null | undefined>

// The path with its query; parts that are null, undefined or empty are left out.
export function withQuery(path: string, query: Query = {}): string {
  const pairs = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') pairs.set(name, String(value))
  }
  const text = pairs.toString()
  return text === '' ? path : `${path}?${text}`
}

export function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<Answer<T>> {
  return ask<T>(withQuery(path, query), signal ? { signal } : {})
}

export interface Change {
  key?: string // Idempotency-Key; a fresh one when left out
  ifMatch?: string | null
  signal?: AbortSignal
}

// A FormData goes as multipart, a Blob with its own type, a text as text/csv, anything else as JSON.
export function change<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  options: Change = {}
): Promise<Answer<T>> {
  const headers = new Headers()
  if (csrfToken !== null) headers.set('X-CSRF-Token', csrfToken)
  if (method === 'POST') headers.set('Idempotency-Key', options.key ?? freshKey())
  if (options.ifMatch) headers.set('If-Match', options.ifMatch)
  const init: RequestInit = { method, headers }
  if (options.signal) init.signal = options.signal
  if (body instanceof FormData || body instanceof Blob) {
    init.body = body
  } else if (typeof body === 'string') {
    headers.set('Content-Type', 'text/csv; charset=utf-8')
    init.body = body
  } else if (body !== undefined) {
    headers.set('Content-Type', 'application/json')
    init.body = JSON.stringify(body)
  }
  return ask<T>(path, init)
}
