// SPDX-License-Identifier: Apache-2.0
// Registries and their records, as api/openapi.yaml has them, and what the pages ask for.
import { change, file, get, withQuery, type Query } from '@/api/http'
import type { Exact, Words } from '@/api/types'

export type Sight = 'hidden' | 'masked' | 'clear'
export type FieldType =
  | 'text'
  | 'code'
  | 'number'
  | 'money'
  | 'date'
  | 'year'
  | 'yes-no'
  | 'choice'
  | 'reference'
  | 'region'
export type FieldClass = 'public' | 'internal' | 'personal' | 'secret'
export type RecordState =
  'draft' | 'submitted' | 'signed' | 'checked' | 'verified' | 'published' | 'returned' | 'withdrawn'
export type RecordLife = 'open' | 'closed' | 'revoked' | 'merged' | 'split'
export const recordSteps = [
  'submit',
  'sign',
  'check',
  'verify',
  'publish',
  'return',
  'withdraw'
] as const
export type RecordStep = (typeof recordSteps)[number]
export const isStep = (text: string): text is RecordStep => recordSteps.some((one) => one === text)

export interface RegistryField {
  code: string
  name: Words
  help: Words
  type: FieldType
  format: string
  unit: string
  places: number
  min: number | null
  max: number | null
  choices: { code: string; name: Words }[]
  of: string | null
  is_required: boolean
  is_unique: boolean
  class: FieldClass
  sight: Sight
  may_filter: boolean
}

export interface RegistryHead {
  code: string
  name: Words
  definition: Words
  may_create: boolean
  may_import: boolean
  may_export: boolean
}

export interface Registry extends RegistryHead {
  title: string
  keys: string[]
  section?: { code: string; name: Words } | null // who verifies its records
  unit: string | null
  owner: string | null
  validity: { from: string | null; to: string | null } | null
  listed: string[]
  fields: RegistryField[]
  yearly: RegistryField[]
}

export interface RegistrySummary extends RegistryHead {
  total: Exact
  expiring: number | null
}
export interface Registries {
  on: string
  soon_days: number
  items: RegistrySummary[]
}

export interface SeenCell {
  text: string | null
  shown: Words
  sight: Sight
}

export interface SeenRecord {
  id: number
  title: string
  state: RecordState
  life: RecordLife
  version: number
  closed_on: string | null
  merged_into: number | null
  entered_by: string
  changed: string
  values: Record<string, SeenCell>
}

// What was approved before the correction that is under way.
export interface ApprovedBefore {
  since: string
  version: number
  state: RecordState
  record: SeenRecord | null // null where it may not be seen
  differences: string[] // codes of fields
}

export interface RecordPage {
  total: Exact | null // null where it was told with an earlier page
  columns: string[]
  items: SeenRecord[]
  next_cursor: string | null
}

export interface RecordLink {
  id: number
  title: string
  state: RecordState
  life: RecordLife
}

export interface Decision {
  allowed: boolean
  rule: string | null
  on_behalf_of: string | null
  reason: Words
}

export interface RecordVersion {
  change: string
  changed_by?: string // the account that made this change
  reason: string
  since: string | null
  until: string | null
  other: number | null
  record: SeenRecord
}

export interface Relation {
  registry: string
  name: Words
  field: string
  count: number
  items: RecordLink[]
}

export interface YearFigures {
  year: number
  version: number
  source: string
  entered_by: string
  changed: string
  values: Record<string, SeenCell>
}

export interface RecordTrace {
  how: 'split' | 'merge'
  on: string | null
  record: RecordLink
}
export interface RecordTraces {
  former_names: { title: string; until: string | null }[] // the oldest first
  came_from: RecordTrace[]
  went_into: RecordTrace[]
}

export interface RecordView {
  record: SeenRecord
  may_read: Decision
  may_edit: Decision
  steps: RecordStep[]
  approved?: ApprovedBefore | null
  history: RecordVersion[] // the oldest first
  traces: RecordTraces
  relations: Relation[]
  duplicates: RecordLink[]
  yearly: YearFigures[]
}

export interface ExpiringRecords {
  from: string
  to: string
  months: { month: string; count: number }[]
  total: Exact
  items: SeenRecord[]
  next_cursor: string | null
}

const place = (code: string, id?: number): string =>
  `/records/${encodeURIComponent(code)}${id === undefined ? '' : `/${id}`}`
export const registryPlace = (code: string): string => `/registries/${encodeURIComponent(code)}`
export const recordPlace = (code: string, id: number): string => `${registryPlace(code)}/${id}`
export const firmPlace = (id: number): string => `/firms/${id}`
export const firmRegistry = 'cn.enterprise'
export const certificateRegistry = 'cn.certificate'

export const readRegistries = async (signal?: AbortSignal): Promise<Registries> =>
  (await get<Registries>('/registries', {}, signal)).data

export const readRegistry = async (code: string, signal?: AbortSignal): Promise<Registry> =>
  (await get<Registry>(registryPlace(code), {}, signal)).data

// `filters` are pairs such as ["f.valid_to", "le:2024-12-31"]; a field may have several.
export interface RecordQuery {
  plain: Query
  filters: readonly (readonly [string, string])[]
}
function asked(path: string, { plain, filters }: RecordQuery): string {
  const base = withQuery(path, plain)
  if (filters.length === 0) return base
  const more = new URLSearchParams(filters.map(([name, value]) => [name, value])).toString()
  return base + (base.includes('?') ? '&' : '?') + more
}

export const readRecords = async (
  code: string,
  query: RecordQuery,
  signal?: AbortSignal
): Promise<RecordPage> => (await get<RecordPage>(asked(place(code), query), {}, signal)).data

export const readExpiring = async (
  code: string,
  query: RecordQuery,
  signal?: AbortSignal
): Promise<ExpiringRecords> =>
  (await get<ExpiringRecords>(asked(`${registryPlace(code)}/expiring`, query), {}, signal)).data

export const exportRecords = (code: string, query: RecordQuery): Promise<Blob> =>
  file('GET', asked(`${place(code)}/export`, query))

// A record as it stands, with the tag that a change of it has to name.
export interface OpenRecord {
  view: RecordView
  tag: string | null
}
export async function readRecord(
  code: string,
  id: number,
  signal?: AbortSignal
): Promise<OpenRecord> {
  const { data, etag } = await get<RecordView>(place(code, id), {}, signal)
  return { view: data, tag: etag }
}

export interface RecordInput {
  fields: Record<string, string | null>
  reason?: string
  submit?: boolean // of a new one
  since?: string // of a change
  is_rename?: boolean
}

export async function createRecord(
  code: string,
  input: RecordInput,
  key: string
): Promise<OpenRecord> {
  const { data, etag } = await change<RecordView>('POST', place(code), input, { key })
  return { view: data, tag: etag }
}

// Which record, as which tag says it stands, asked for once under the key.
export interface Target {
  code: string
  id: number
  tag: string | null
  key: string
}
async function changed(
  method: 'PUT' | 'POST',
  { code, id, tag, key }: Target,
  part: string,
  body: unknown
): Promise<OpenRecord> {
  const answer = await change<RecordView>(method, place(code, id) + part, body, {
    key,
    ifMatch: tag
  })
  return { view: answer.data, tag: answer.etag }
}

export const updateRecord = (target: Target, input: RecordInput): Promise<OpenRecord> =>
  changed('PUT', target, '', input)
export const stepRecord = (
  target: Target,
  body: { step: RecordStep; reason?: string }
): Promise<OpenRecord> => changed('POST', target, '/steps', body)
export const closeRecord = (
  target: Target,
  body: { life: 'closed' | 'revoked' | 'open'; on?: string; reason: string }
): Promise<OpenRecord> => changed('POST', target, '/close', body)
export const mergeRecord = (
  target: Target,
  body: { into: number; reason: string }
): Promise<OpenRecord> => changed('POST', target, '/merge', body)
