// SPDX-License-Identifier: Apache-2.0
// What the policies say about one subject (api/openapi.yaml: PolicyAnswers), and the groups that a
// reader sees them in.
import { change, withQuery } from '@/api/http'
import type { FieldError, Reliability, Words } from '@/api/types'

export type Verdict = 'yes' | 'no' | 'open'

// Numbers are exact text; a share that no decimal equals is "1/3". null: no end on that side.
export interface Shown {
  low?: string | null
  high?: string | null
  unit?: string
  shown: Words
}

export interface Article {
  source: string
  document: string
  number: string
  says?: Words
}

export interface LineAnswer {
  names?: string[]
  verdict: Verdict
  rule: Words
  value?: Shown
  required?: Shown
  distance?: number | string | null // signed, in the unit of what is required
  facts: string[]
}

export interface ScoreAnswer {
  name: Words
  code?: string
  points: Shown
  max?: string
  of?: Words
  value?: Shown
  band?: string
  chosen: boolean
  article?: Article
  parts: ScoreAnswer[]
}

export interface MissingFact {
  name: Words
  code?: string
  decides_percent: number
  can_be_asked: boolean
  article?: Article
}

export interface Proposal {
  shown: Words
  moves: { name: Words; code?: string; steps: number; lead_time?: string }[]
  effort: number
  total?: Shown
}

export interface FactAnswer {
  name: Words
  code?: string
  state: 'known' | 'not_applicable' | 'disputed' | 'missing'
  value?: string
  source?: string
  date?: string
  stale?: boolean
  implausible?: boolean
}

export interface PolicyAnswer {
  policy: string
  family: string
  title: Words
  status: Reliability
  law_date: string
  in_force: boolean
  verdict: Verdict
  summary: Words
  total?: Shown
  because: LineAnswer[]
  other_routes: LineAnswer[]
  missing: MissingFact[]
  thresholds: { fact: string; from: string | null; to: string | null; verdict: Verdict }[]
  proposals: Proposal[]
  out_of_reach: boolean
  conditions: {
    name: Words
    code?: string
    verdict: Verdict
    article?: Article
    lines: LineAnswer[]
  }[]
  scores: ScoreAnswer[]
  amounts: { name: Words; code?: string; amount: Shown; article?: Article }[]
  facts: FactAnswer[]
  disputes: { fact: string; source: string; value: string; settled: boolean; verdict: Verdict }[]
  wrong: Words[]
  no_application: {
    ready: boolean
    from_authorities: string[]
    self_declared: string[]
    without_source: string[]
  }
  expiries: { grant: Words; last_day: string; days_left: number; due: boolean }[]
  gaps: Words[]
}

// Two policies that do not go together; the words name the article that says so.
export interface PolicyConflict {
  first: string
  second: string
  rule: 'exclusive' | 'higher-of' | 'same-project' | 'cooling-off'
  years: number | null
  keep: string | null
  words: Words
}

// One step of the ladder, the lowest first; no verdict when the policy was not asked.
export interface PolicyRung {
  policy: string
  family: string
  title: Words
  height: number
  is_next: boolean
  verdict: Verdict | null
  summary: Words | null
}

export interface PolicyAnswers {
  on: string
  notes: FieldError[]
  answers: PolicyAnswer[]
  conflicts: PolicyConflict[]
  ladder: PolicyRung[]
}

export const askPolicies = async (
  subject: Record<string, unknown>,
  on: string,
  signal: AbortSignal
): Promise<PolicyAnswers> =>
  (await change<PolicyAnswers>('POST', withQuery('/policies/check', { on }), subject, { signal }))
    .data

export type Group = 'yes' | 'nearly' | 'no' | 'open'
export const groups: readonly Group[] = ['yes', 'nearly', 'open', 'no']

// Nearly: does not qualify, but something the firm can do would be enough.
export function groupOf(answer: PolicyAnswer): Group {
  return answer.verdict === 'no' && answer.proposals.length > 0 ? 'nearly' : answer.verdict
}

// Facts to be filled in. The server orders what decides by how often it does; where too much is
// open for that, everything missing that the open reasons read, in the policy's order.
export function missingOf(answer: PolicyAnswer): MissingFact[] {
  if (answer.verdict !== 'open' || answer.missing.length > 0) return answer.missing
  const asked = new Set(answer.because.flatMap((one) => one.facts))
  return answer.facts
    .filter((one) => one.state === 'missing' && one.code && asked.has(one.code))
    .map((one) => ({ ...one, decides_percent: 0, can_be_asked: true }))
}

export function articleWords(article: Article): Words {
  const zh = /^[\d.]+$/.test(article.number) ? `第${article.number}条` : article.number
  return { zh: `${article.document} ${zh}`, en: `${article.document} art. ${article.number}` }
}
