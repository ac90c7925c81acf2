// SPDX-License-Identifier: Apache-2.0
// An uploaded plan: what was read from it, what people corrected, the pack made of it.
import { change, get } from '@/api/http'
import type {
  Bound,
  Exact,
  FieldError,
  Indicator,
  Owner,
  Page,
  Span,
  Words
} from '@/api/types'

export interface DraftHead {
  id: number
  version: number
  state: 'draft' | 'live' | 'replaced'
  file_name: string
  format: string
  sha256: string
  title: string
  year: number | null
  issuer: string
  uploaded_at: string
  uploaded_by: string
}

export interface DraftTarget {
  row: number
  text: string
  metric: string
  indicator: Owner | null
  kind: string
  bound: Bound
  value: Exact
  value_high: Exact | null
  unit: string
  hedge: string
  scope: string
  horizon: string
  level: 'base' | 'stretch'
  section: string
  span: Span
  confidence_percent: number
  reasons: Words[]
  corrected: string[]
  removed: boolean
}

export interface DraftTask {
  row: number
  number: string
  title: string
  text: string
  actions: string[]
  owners: string[]
  due: string
  span: Span
  corrected: string[]
  removed: boolean
}

export interface NotTaken {
  numeral: string
  span: Span
  zh: string
  en: string
}

export interface Draft {
  head: DraftHead
  text: string
  warnings: FieldError[]
  targets: DraftTarget[]
  tasks: DraftTask[]
  not_understood: NotTaken[]
}

// A draft with the version that corrections have to name.
export interface Held {
  draft: Draft
  etag: string
}

export interface Correction {
  of: 'target' | 'task' | 'document'
  row: number // 0 for the document
  set?: Record<string, string | null>
  removed?: boolean
}

export interface MadePack {
  code: string
  year: number
  targets: number
  tasks: number
  findings: FieldError[]
}

export const readUploads = async (signal: AbortSignal): Promise<DraftHead[]> =>
  (await get<Page<DraftHead>>('/plans', { limit: 20 }, signal)).data.items

export async function readDraft(id: string, signal: AbortSignal): Promise<Held> {
  const { data, etag } = await get<Draft>(`/plans/${encodeURIComponent(id)}`, {}, signal)
  return { draft: data, etag: etag ?? '' }
}

export async function correctDraft(
  { draft, etag }: Held,
  corrections: readonly Correction[],
  key: string
): Promise<Held> {
  const path = `/plans/${draft.head.id}/corrections`
  const answer = await change<Draft>('POST', path, { corrections }, { ifMatch: etag, key })
  return { draft: answer.data, etag: answer.etag ?? '' }
}

export async function makePack({ draft, etag }: Held, key: string): Promise<MadePack> {
  const path = `/plans/${draft.head.id}/pack`
  return (await change<MadePack>('POST', path, undefined, { ifMatch: etag, key })).data
}

// Every indicator there is, by code; there are some hundred of them.
export async function readAllIndicators(): Promise<Indicator[]> {
  const all: Indicator[] = []
  let cursor: string | null = null
  do {
    const page: Page<Indicator> = (
      await get<Page<Indicator>>('/indicators', { limit: 200, cursor })
    ).data
    all.push(...page.items)
    cursor = page.next_cursor
  } while (cursor !== null && all.length < 5_000)
  return all
}
