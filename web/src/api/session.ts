// SPDX-License-Identifier: Apache-2.0
// Who reads, what they may do, and the token for changes. One copy for the whole page.
import { readonly, ref } from 'vue'

import { change, get, useCsrfToken } from './http'
import type { Right, Session, Words } from './types'

const current = ref<Session | null>(null)
export const session = readonly(current)

function take(answer: Session): Session {
  current.value = answer
  useCsrfToken(answer.csrf_token)
  return answer
}

export async function readSession(): Promise<Session> {
  return take((await get<Session>('/session')).data)
}

let first: Promise<Session> | null = null
// What the page was opened with; asked for once.
export function openingSession(): Promise<Session> {
  first ??= readSession()
  return first
}

// `code` is of the second factor; empty where nobody asked for one.
export async function signIn(name: string, password: string, code = ''): Promise<Session> {
  const body = code === '' ? { name, password } : { name, password, code }
  return take((await change<Session>('POST', '/session', body)).data)
}

export interface Provider {
  code: string
  name: Words
}

// The providers of identities one may sign in with; mostly none.
export async function readProviders(): Promise<Provider[]> {
  return (await get<{ items: Provider[] }>('/session/providers')).data.items
}

// Not a request of the page: the browser itself goes there.
export function providerStart(code: string, next: string): string {
  const query = new URLSearchParams({ next })
  return `/api/v1/session/providers/${encodeURIComponent(code)}/start?${query}`
}

export async function signOut(): Promise<void> {
  await change<null>('DELETE', '/session')
  await readSession()
}

// Ends every other session of mine; this one goes on with a new secret.
export async function changePassword(password: string, fresh: string): Promise<Session> {
  const body = { password, new_password: fresh }
  return take((await change<Session>('PUT', '/session/password', body)).data)
}

export function may(right: Right): boolean {
  return current.value?.may.includes(right) ?? false
}

// Who may not read the plan but records: a firm's own people, and the public.
export const isOfFirm = (): boolean => !may('read') && may('read_records')

// Where somebody begins: with the plan, with firms, or, who looks after accounts and the journal
// and sees no figures, with that.
export function homePlace(): string {
  if (may('read') || current.value?.signed_in !== true) return '/'
  if (isOfFirm()) return '/firms'
  return may('see_users') ? '/administration' : '/account'
}
