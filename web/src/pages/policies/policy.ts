// SPDX-License-Identifier: Apache-2.0
// The policies as the server tells them (api/openapi.yaml: PolicyList, PolicyDetail), and reading
// them. `on` is the day whose law counts, YYYY-MM-DD; without it, today.
import { get } from '@/api/http'
import type { Reliability, Words } from '@/api/types'

export interface Cite {
  source: string
  article: string
  words: Words // document number and article
  gist: Words | null
}

export interface InForce {
  from: string | null
  until: string | null
}

export interface PolicySummary {
  code: string
  family: string
  version: number
  title: Words
  subject: string
  status: Reliability
  authority: Words | null
  about: Words | null
  in_force: InForce
  is_in_force: boolean
  documents: string[]
}

export interface PolicyList {
  on: string
  items: PolicySummary[]
}

export type FactType = 'count' | 'number' | 'money' | 'ratio' | 'date' | 'yes-no' | 'text'

export interface PolicyFact {
  name: Words
  code: string | null
  type: FactType
  unit: string | null
  is_fixed: boolean
  about: Words | null
  choices: string[]
  origins: { name: Words; is_authoritative: boolean }[]
  asked_by: Cite[]
}

export interface PolicyParameter {
  name: Words
  code: string | null
  cite: Cite | null
  values: { from: string; value: Words }[] // oldest first
}

export interface PolicyCondition {
  name: Words
  cite: Cite | null
  is_any: boolean
  lines: Words[]
  about: Words | null
}

export interface PolicyScore {
  name: Words
  cite: Cite | null
  form: 'bands' | 'first' | 'points' | 'best_of' | 'sum_of'
  max: string | null
  of: Words
  rows: { when: string; points: string }[]
  parts: PolicyScore[]
}

export interface PolicyAmount {
  name: Words
  cite: Cite | null
  when: string | null
  of: string | null
  fixed: string | null
  rate: string | null
  cap: string | null
}

export interface PolicySource {
  name: string
  document: string
  title: Words | null
  issued: string | null
  kind: string
  checked: string
  articles: { article: string; gist: Words }[]
}

export interface PolicyDetail extends PolicySummary {
  gaps: { cite: string | null; what: Words }[]
  sources: PolicySource[]
  facts: PolicyFact[]
  parameters: PolicyParameter[]
  conditions: PolicyCondition[]
  scores: PolicyScore[]
  decision: { cite: Cite | null; words: Words }
  amounts: PolicyAmount[]
  levers: { name: Words; step: string; effort: number; lead_time: string | null }[]
  not_encoded: { cite: string | null; why: Words }[]
  editions: { code: string; title: Words; in_force: InForce }[]
  next: string[]
}

export const readPolicies = async (on: string, signal?: AbortSignal): Promise<PolicyList> =>
  (await get<PolicyList>('/policies', { on }, signal)).data

export const readPolicy = async (
  code: string,
  on: string,
  signal?: AbortSignal
): Promise<PolicyDetail> =>
  (await get<PolicyDetail>(`/policies/${encodeURIComponent(code)}`, { on }, signal)).data

export const policyPath = (code: string): string => `/policies/${encodeURIComponent(code)}`

// The value of a dated figure on a day; before the first one, null.
export function valueOn(parameter: PolicyParameter, on: string): Words | null {
  const before = parameter.values.filter((one) => on === '' || one.from <= on)
  return before[before.length - 1]?.value ?? null
}

// A day of the address, or '' when it is none.
export function dayOf(text: unknown): string {
  return typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : ''
}
