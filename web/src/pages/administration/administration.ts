// SPDX-License-Identifier: Apache-2.0
// Accounts, roles, grants and the explanation of a decision, as api/openapi.yaml has them.
import { change, get, type Query } from '@/api/http'
import type { FieldError, Page, Role, Words } from '@/api/types'

export interface User {
  name: string
  role: Role
  role_name: Words
  open: boolean
  locked_until: string | null
  created_at: string
  version: number
  second_factor: boolean
  temporary_password_until: string | null
  sessions: number
  grants: Grant[] | null // null for who may not see roles
}

// Told once, when the office made the password.
export interface NewUser extends User {
  temporary_password?: string
}

export interface Reset {
  number: number
  account: string
  what: 'password' | 'second_factor'
  reason: string
  state: 'waiting' | 'done' | 'withdrawn' | 'expired'
  asked_by: string
  asked_at: string
  settled_by: string | null
  settled_at: string | null
  secret: { part: 'whole' | 'first' | 'second'; text: string } | null // told once
}

export interface OpenSession {
  number: number
  began_at: string
  last_seen_at: string
  address: string | null
  second_factor: boolean
  own: boolean // the one that asks
}

export type Sight = 'hidden' | 'masked' | 'clear'
export type FieldClass = 'public' | 'internal' | 'personal' | 'secret'

export interface Authority {
  id: string
  text: Words // all of it in a sentence
}

export interface RoleText {
  code: string
  name: Words
  duty: Words
  group: string
  administrator: boolean
  needs_second: boolean
  needs: { units: boolean; sections: boolean; body: boolean }
  second_factor: boolean // its holders have to have one
  days_max: number | null
  excludes: string[]
  authorities: Authority[]
  denials: { text: Words }[] // win over every right of every role held
  not_own: string[] // what nobody does to what they entered themselves
}

export type GrantState = 'live' | 'waiting' | 'future' | 'past' | 'ended'

// What a grant and a loan have in common: a role held for a time.
export type Held = Pick<Grant, 'number' | 'role_name' | 'from' | 'to' | 'state'>

export interface Grant {
  number: number
  account: string
  role: string
  role_name: Words
  units: string[]
  sections: string[]
  body: string | null
  from: string | null
  to: string | null
  state: GrantState
  granted_by: string
  granted_at: string | null
  needs_second: boolean
  confirmable_by: string[] // roles of administrators, while it waits
  confirmed_by: string | null
  confirmed_at: string | null
  ended_by: string | null
  ended_at: string | null
}

export interface GrantInput {
  role: string
  units?: string[]
  sections?: string[]
  body?: string
  from?: string
  to?: string
}

export interface Delegation {
  number: number
  owner: string
  delegate: string
  grant: number
  role: string
  role_name: Words
  from: string
  to: string
  reason: string
  state: 'live' | 'future' | 'past' | 'ended'
  made_at: string | null
  ended_by: string | null
  ended_at: string | null
}

export type Outcome =
  'no-role' | 'denied' | 'registry' | 'scope' | 'part' | 'state' | 'own-entry' | 'allowed'

export interface AccessDecision {
  outcome: Outcome
  rule: string | null
  on_behalf_of: string | null
  reason: Words
}

export interface AccessExplanation {
  user: string
  action: string
  kind: string
  allowed: boolean
  decided_by: AccessDecision
  rules: AccessDecision[]
  fields: { name: string; class: FieldClass; sight: Sight }[]
}

export interface JournalEntry {
  sequence: number
  at: string
  actor: string
  kind: string
  kind_text: Words
  about: { name: string; value: string }[]
  facts: number
}

export interface JournalHead {
  size: number
  root: string
}

export interface JournalVerdict extends JournalHead {
  intact: boolean
  faults: FieldError[]
}

const user = (name: string): string => `/users/${encodeURIComponent(name)}`

export interface Tagged<T> {
  data: T
  etag: string | null
}

export const readUsers = async (query: Query, signal?: AbortSignal): Promise<Page<User>> =>
  (await get<Page<User>>('/users', query, signal)).data

export const readUser = (name: string, signal?: AbortSignal): Promise<Tagged<User>> =>
  get<User>(user(name), {}, signal)

// Without a password the office makes one that is good for a first sign-in only.
export const createUser = async (name: string, key: string): Promise<NewUser> =>
  (await change<NewUser>('POST', '/users', { name }, { key })).data

export const changeUser = (
  name: string,
  what: { role: Role } | { open: boolean },
  etag: string | null
): Promise<Tagged<User>> => change<User>('PATCH', user(name), what, { ifMatch: etag })

export const readResets = async (signal?: AbortSignal): Promise<Reset[]> =>
  (await get<{ items: Reset[] }>('/resets', {}, signal)).data.items

export const askReset = async (
  name: string,
  what: Reset['what'],
  reason: string,
  key: string
): Promise<Reset> =>
  (await change<Reset>('POST', `${user(name)}/resets`, { what, reason }, { key })).data

export const confirmReset = async (number: number): Promise<Reset> =>
  (await change<Reset>('POST', `/resets/${number}/confirmation`)).data

export const withdrawReset = async (number: number): Promise<Reset> =>
  (await change<Reset>('DELETE', `/resets/${number}`)).data

export const readSessionsOf = async (name: string, signal?: AbortSignal): Promise<OpenSession[]> =>
  (await get<{ items: OpenSession[] }>(`${user(name)}/sessions`, {}, signal)).data.items

// One of them, or all.
export const endSessionsOf = async (name: string, number?: number): Promise<void> => {
  const one = number === undefined ? '' : `/${number}`
  await change<null>('DELETE', `${user(name)}/sessions${one}`)
}

export const readRoles = async (signal?: AbortSignal): Promise<RoleText[]> =>
  (await get<{ items: RoleText[] }>('/roles', {}, signal)).data.items

export const readGrantsOf = async (name: string, signal?: AbortSignal): Promise<Grant[]> =>
  (await get<{ items: Grant[] }>(`${user(name)}/grants`, {}, signal)).data.items

export const giveGrant = async (name: string, input: GrantInput, key: string): Promise<Grant> =>
  (await change<Grant>('POST', `${user(name)}/grants`, input, { key })).data

export const endGrant = async (number: number): Promise<Grant> =>
  (await change<Grant>('DELETE', `/grants/${number}`)).data

export const readWaiting = async (signal?: AbortSignal): Promise<Grant[]> =>
  (await get<{ items: Grant[] }>('/grants/waiting', {}, signal)).data.items

export const confirmGrant = async (number: number): Promise<Grant> =>
  (await change<Grant>('POST', `/grants/${number}/confirmation`)).data

export const readLoans = async (signal?: AbortSignal): Promise<Delegation[]> =>
  (await get<{ items: Delegation[] }>('/delegations', {}, signal)).data.items

export const endLoan = async (number: number): Promise<Delegation> =>
  (await change<Delegation>('DELETE', `/delegations/${number}`)).data

export const readExplanation = async (
  question: Query,
  signal?: AbortSignal
): Promise<AccessExplanation> =>
  (await get<AccessExplanation>('/access/explain', question, signal)).data

export const readJournal = async (
  query: Query,
  signal?: AbortSignal
): Promise<Page<JournalEntry>> =>
  (await get<Page<JournalEntry>>('/audit/entries', query, signal)).data

export const readJournalHead = async (signal?: AbortSignal): Promise<JournalHead> =>
  (await get<JournalHead>('/audit/head', {}, signal)).data

export const verifyJournal = async (): Promise<JournalVerdict> =>
  (await get<JournalVerdict>('/audit/verify')).data
