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

// The answer as it comes; throws when there is none.
async function reply(path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers)
  if (!headers.has('Accept')) headers.set('Accept', 'application/json')
  headers.set('Accept-Language', language.value === 'zh' ? 'zh-CN' : 'en')
  return fetch(root + path, { ...init, headers, credentials: 'same-origin' })
}

// A page that was left aborts its requests; that is no failure to be shown.
function unanswered(error: unknown): unknown {
  return error instanceof DOMException && error.name === 'AbortError' ? error : noAnswer()
}

function parsed(text: string, status: number): unknown {
  if (text === '') return null
  try {
    return parseExact(text)
  } catch {
    throw strangeAnswer(status)
  }
}

async function ask<T>(path: string, init: RequestInit): Promise<Answer<T>> {
  let response: Response
  let text: string
  try {
    response = await reply(path, init)
    text = await response.text()
  } catch (error) {
    throw unanswered(error)
  }
  const body = parsed(text, response.status)
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
  key?: string // Idempotency-Key; a fresh one for POST when left out
  ifMatch?: string | null
  signal?: AbortSignal
}

// A FormData goes as multipart, a Blob with its own type, a text as text/csv, anything else as JSON.
function written(method: string, body: unknown, options: Change): RequestInit {
  const headers = new Headers()
  if (csrfToken !== null) headers.set('X-CSRF-Token', csrfToken)
  if (method === 'POST' || options.key !== undefined)
    headers.set('Idempotency-Key', options.key ?? freshKey())
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
  return init
}

export function change<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  options: Change = {}
): Promise<Answer<T>> {
  return ask<T>(path, written(method, body, options))
}

// An answer that is a file to be saved.
export async function file(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Blob> {
  const init = written(method, body, {})
  const headers = new Headers(init.headers)
  headers.set('Accept', '*/*')
  let response: Response
  try {
    response = await reply(path, { ...init, headers })
    if (response.ok) return await response.blob()
  } catch (error) {
    throw unanswered(error)
  }
  throw toProblem(parsed(await response.text(), response.status), response.status)
}
